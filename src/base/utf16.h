#pragma once
#include <string>

namespace fairlead {

/// A text as UTF-8. What begins with the byte order mark of UTF-16 and is well-formed is converted
/// (PowerShell's `>` writes so, and kubectl reads it); all else comes back as it is.
std::string as_utf8(std::string text);

}  // namespace fairlead
