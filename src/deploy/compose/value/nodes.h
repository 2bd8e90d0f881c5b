#pragma once
#include "base/arena.h"
#include "deploy/compose/value/value.h"

namespace fairlead::compose {

/// A value as a tree in `arena`. What was put together has the place of its first part.
const Node* node_of(const Value& value, Arena& arena);

}  // namespace fairlead::compose
