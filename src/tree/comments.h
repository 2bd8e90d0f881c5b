#pragma once
#include <vector>

#include "source/source_map.h"
#include "tree/document.h"

namespace fairlead {

/// The comments of a YAML document, in order: from `#` to the end of the line. A `#` inside a
/// scalar is none.
std::vector<Span> comments(const SourceMap& sources, const Document& document);

}  // namespace fairlead
