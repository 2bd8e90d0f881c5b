#pragma once
#include "deploy/kustomize/trees/edits.h"
#include "deploy/kustomize/trees/refusal.h"

namespace fairlead::kustomize {

/// An object after the operations of a JSON 6902 patch, in their order, as evanphx/json-patch
/// applies them: `-` is behind the last item, negative indices count from there. What is put in
/// keeps its place in the patch, and knows what it replaced.
Built<const Node*> json_patch(const Node& object, const Node& operations, Edits& edits);

}  // namespace fairlead::kustomize
