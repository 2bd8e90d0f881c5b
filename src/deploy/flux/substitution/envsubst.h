#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "deploy/flux/substitution/expression.h"
#include "source/text_builder.h"

namespace fairlead::flux {

/// What the variables of a text stand for.
struct Variables {
  std::map<std::string, BuiltText, std::less<>> known;  ///< their texts must outlive it
  std::set<std::string, std::less<>> veiled;            ///< exist, and their values are unknown
  bool open = false;    ///< there may be others: what is not among them is unknown
  bool strict = false;  ///< one that does not exist is an error

  const BuiltText* find(std::string_view name) const {
    const auto found = known.find(name);
    return found == known.end() ? nullptr : &found->second;
  }
};

/// A text whose variables were filled in.
struct Filled {
  BuiltText text;
  bool changed = false;        ///< an expression or an escape was replaced
  std::string fault;           ///< why nothing was filled in, in Flux' words; "" where all was
  std::uint32_t fault_at = 0;  ///< where in the text
  std::vector<Bytes>
      undefined;  ///< expressions whose variable does not exist: nothing stands there
  std::vector<std::string>
      unknown;  ///< variables that may exist: their expressions stay as they are
};

/// Fills in a text as Flux' envsubst does (fluxcd/pkg/envsubst 1.8): what does not exist is empty,
/// `$${` is `${`. What is made lies in `arena`, and knows of each byte whether the text or a
/// variable's value has it.
Filled fill_in(const BuiltText& text, const Variables& variables, Arena& arena);

}  // namespace fairlead::flux
