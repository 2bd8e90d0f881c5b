#pragma once
#include <string>
#include <string_view>

namespace fairlead::helm {

/// Why a text is not one JSON value, in the words of Go's encoding/json as a Decoder has them; ""
/// where it is one.
std::string json_refusal(std::string_view text);

}  // namespace fairlead::helm
