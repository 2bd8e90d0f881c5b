#pragma once
#include <string>
#include <string_view>

namespace fairlead {

/// A C++ string literal, a line of source for each line of text.
std::string literal(std::string_view text);

}  // namespace fairlead
