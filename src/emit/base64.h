#pragma once
#include <string>
#include <string_view>

namespace fairlead::emit {

/// Bytes in standard base64, padded, in one line.
std::string base64_encoded(std::string_view bytes);

}  // namespace fairlead::emit
