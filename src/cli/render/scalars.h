#pragma once
#include <string>
#include <utility>
#include <vector>

#include "tree/node.h"

namespace fairlead {

/// All scalars of a tree that are written somewhere, each with its JSON pointer (RFC 6901), in the
/// order in which they are written. Aliases are followed.
std::vector<std::pair<std::string, const Node*>> scalars_of(Ref root);

}  // namespace fairlead
