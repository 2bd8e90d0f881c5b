#pragma once
#include "base/arena.h"
#include "tree/node.h"

namespace fairlead::argo {

/// A template whose empty places are filled with those of another one, as deep as both are
/// mappings: a generator's template over the set's.
const Node* completed(Ref own, Ref base, Arena& arena);

/// A tree under a patch: mappings key by key, a null deletes, all else replaces.
const Node* patched(Ref tree, Ref patch, Arena& arena);

}  // namespace fairlead::argo
