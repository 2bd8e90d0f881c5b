#pragma once
#include <cstdint>
#include <string>

namespace fairlead {

/// UTF-8 of a code point; U+FFFD for a surrogate and for what is none.
std::string utf8(std::uint32_t code);

/// A text as UTF-8. What begins with the byte order mark of UTF-16 and is well-formed is converted
/// (PowerShell's `>` writes so, and kubectl reads it); all else comes back as it is.
std::string as_utf8(std::string text);

}  // namespace fairlead
