#pragma once
#include <string>
#include <string_view>

namespace fairlead {

/// Why Go's encoding/json takes a text for no JSON, in its words: `invalid character 'x' looking
/// for beginning of value`. "" where it takes it.
std::string json_refusal(std::string_view text);

}  // namespace fairlead
