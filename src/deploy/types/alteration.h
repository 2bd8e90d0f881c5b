#pragma once
#include <set>
#include <string>
#include <vector>

#include "deploy/types/kustomize_overrides.h"
#include "source/span.h"
#include "tree/node.h"

namespace fairlead {

/// A variable of Flux' postBuild.
struct GivenVariable {
  std::string name;
  Ref value;                ///< the scalar that says it
  bool is_encoded = false;  ///< in base64, as the data of a Secret is
};

/// Which variables a Kustomization of Flux fills in, in the texts of what it has built.
struct Substitution {
  std::vector<GivenVariable> given;                ///< a later one wins
  std::set<std::string, std::less<>> veiled = {};  ///< exist, and nobody can see their values
  bool open = false;                               ///< there may be more of them
  bool always = false;                             ///< even where there is none
  Ref at;  ///< `postBuild`; no place where nothing is filled in

  bool fills_in() const {
    return at.present() && (always || open || !given.empty() || !veiled.empty());
  }
};

/// What an object changes of what lies at a path that it deploys.
struct Alteration {
  std::string by;  ///< "Kustomization flux-system/apps"
  Ref at;          ///< its name: it tells one from another
  KustomizeOverrides kustomize;
  Substitution substitution;
};

/// What is wrong with variables in what Flux has built.
struct VariableFault {
  Span at;              ///< the expression
  std::string name;     ///< of the variable that does not exist; "" where Flux refuses the text
  std::string refusal;  ///< why, in Flux' words
  std::string by;       ///< Alteration::by
  Span given_at;        ///< Substitution::at
};

}  // namespace fairlead
