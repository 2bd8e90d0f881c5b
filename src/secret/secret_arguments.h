#pragma once
#include <span>

#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead {

/// Hides the credentials among the words of a command line, each of which is a scalar of its own,
/// by the words before them: `--requirepass, x`, `mysql, -px`.
void hide_arguments(std::span<const Node* const> items, SourceMap& sources);

}  // namespace fairlead
