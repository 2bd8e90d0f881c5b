#pragma once
#include "deploy/kustomize/trees/edits.h"

namespace fairlead::kustomize {

/// A tree that read_yaml made, as kustomize has a resource once it has read it (kyaml, go-yaml 3):
/// aliases are what they stand for, `<<` is merged behind a mapping's own entries, `yes` and `on`
/// are texts, and a point in time is the text that JSON has for it. What needs nothing of this is
/// shared. Null for an alias that may not be followed.
const Node* plain_tree(const Node& node, Edits& edits);
/// The same of what kustomize reads as Kubernetes does: JSON 6902 patches. Scalars stay.
const Node* without_aliases(const Node& node, Edits& edits);

}  // namespace fairlead::kustomize
