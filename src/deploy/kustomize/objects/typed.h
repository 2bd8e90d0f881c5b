#pragma once
#include "deploy/kustomize/trees/edits.h"
#include "deploy/kustomize/trees/refusal.h"

namespace fairlead::kustomize {

/// A kustomization as kustomize reads it, into fields of its types: names count in any case, and
/// are spelt as they should be in what is returned. Refused where a field is unknown or holds a
/// value of another type, where there is nothing in it, or where it is of another kind.
Built<const Node*> typed_kustomization(const Node& root, Edits& edits);

}  // namespace fairlead::kustomize
