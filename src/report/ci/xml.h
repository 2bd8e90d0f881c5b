#pragma once
#include <string>
#include <string_view>

namespace fairlead {

/// A text for XML 1.0, inside quotes or between tags, that may stand in a log: what marks up,
/// controls, what turns the writing direction and the begins of log_command_begin() are character
/// references, so that it is read as the same text. U+0000 to U+001F but tab and line breaks,
/// U+FFFE and U+FFFF cannot be written in XML 1.0 at all and become `\x1b`; ill-formed bytes become
/// U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace fairlead
