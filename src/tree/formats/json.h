#pragma once
#include "tree/document.h"

namespace fairlead {

/// JSON as read_json has it, but a byte in a string that is no UTF-8 is read as U+FFFD, as Go does.
Tree read_json_of_go(Arena& arena, const SourceMap& sources, SourceId source,
                     const ReadLimits& limits = {});

}  // namespace fairlead
