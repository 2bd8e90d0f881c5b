#pragma once
#include <string>
#include <string_view>

namespace fairlead {

/// A path as a relative URI reference (RFC 3986).
std::string uri_of(std::string_view path);

}  // namespace fairlead
