#pragma once
#include <vector>

#include "base/arena.h"
#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead {

/// A tree in a text of its own, a copy of the bytes it is written in, whose origin is of `kind` and
/// knows `more`. What an alias stands for stays where it is.
const Node* copied_tree(const Node& node, OriginKind kind, std::vector<Related> more,
                        SourceMap& sources, Arena& arena);

}  // namespace fairlead
