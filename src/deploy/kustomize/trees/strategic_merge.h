#pragma once
#include "deploy/kustomize/trees/edits.h"
#include "deploy/kustomize/trees/refusal.h"

namespace fairlead::kustomize {

class MergeTypes;

/// An object with a strategic merge patch put over it, as kyaml 0.21.1 merges (merge2, items of
/// patches before those that were there): null where the patch deletes the object. Both are without
/// aliases and merge keys. What the patch gives keeps its place there, and knows what it replaced.
Built<const Node*> strategic_merge(const Node& object, const Node& patch, const MergeTypes& types,
                                   Edits& edits);

}  // namespace fairlead::kustomize
