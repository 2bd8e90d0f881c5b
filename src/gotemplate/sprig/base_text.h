#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace fairlead::gotemplate {

/// Go's base32.StdEncoding, and what it and base64.StdEncoding decode. Where nothing is returned,
/// `error` says why, in Go's words.
std::string base32_of(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text, std::string& error);
std::optional<std::string> from_base32(std::string_view text, std::string& error);

}  // namespace fairlead::gotemplate
