#pragma once
#include "deploy/kustomize/objects/object.h"
#include "deploy/kustomize/trees/edits.h"
#include "deploy/kustomize/trees/refusal.h"

namespace fairlead::kustomize {

/// Copies the value of a replacement's `source` to its `targets`. What is copied keeps its place,
/// and knows what it replaced.
std::optional<Refusal> replace(Objects& objects, Ref replacement, Edits& edits);

}  // namespace fairlead::kustomize
