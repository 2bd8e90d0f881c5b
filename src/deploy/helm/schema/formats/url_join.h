#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace fairlead::helm {

/// A URL as it is seen from another (RFC 3986), both without fragments; nothing where it has
/// characters that would be written otherwise then.
std::optional<std::string> joined_url(std::string_view base, std::string_view reference);
/// What stands behind a `#` as Go escapes it, step by step of a pointer.
std::string escaped_fragment(std::string_view text);

}  // namespace fairlead::helm
