#pragma once
#include <functional>

#include "deploy/kustomize/objects/object.h"
#include "deploy/kustomize/trees/edits.h"
#include "deploy/kustomize/trees/refusal.h"

namespace fairlead::kustomize {

/// The whole text of a file that a scalar names, relative to the kustomization; nothing where it is
/// not there (the caller has said so already).
using ReadText = std::function<std::optional<Span>(Ref path, std::string_view written)>;

/// An entry of `configMapGenerator` or `secretGenerator`.
struct Generator {
  Ref entry;
  bool is_secret = false;
  Ref options;  ///< the kustomization's generatorOptions
  const File* file = nullptr;
};

/// The object that a generator makes. Values keep the places where they are written: in a literal,
/// a line of an env file, a file.
Built<Object> generated(const Generator& generator, const ReadText& read, Edits& edits);

/// Takes a generated object in: as a new one, or over one of its name (`behavior`).
std::optional<Refusal> absorb(Objects& objects, Object made, Edits& edits);

}  // namespace fairlead::kustomize
