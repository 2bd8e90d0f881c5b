#pragma once
#include <string_view>

#include "source/source_map.h"

namespace fairlead {

/// The place of `text` where `encoded` was made of it as a whole: what base64 in a rendered Secret
/// was made of. No place where that is not known.
Span made_of(const SourceMap& sources, Span encoded, std::string_view text);

}  // namespace fairlead
