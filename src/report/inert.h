#pragma once
#include <string>
#include <string_view>

namespace fairlead {

/// One code point at the start of a text, or bytes that are none.
struct CodePoint {
  /// U+FFFD for ill-formed bytes: one for as much as could begin a sequence, as browsers, Node.js
  /// and .NET have it (WHATWG's Encoding Standard), so that their columns are ours.
  char32_t value = 0;
  std::size_t length = 0;  ///< in bytes; 0 at the end of the text
};
CodePoint next_code_point(std::string_view text);

/// The text with U+FFFD where next_code_point() has one.
std::string well_formed(std::string_view text);

/// Whether a code point moves the cursor, ends a line or turns the writing direction: what no
/// terminal, log or reviewer may be given as it is. A tab is one.
bool is_control(char32_t point);
/// What stands for such a code point: `\x1b`, `\u{202e}`.
std::string control_escape(char32_t point);
/// The columns that a terminal gives a code point: 0 for combining marks, 2 for wide East Asian
/// characters and most emoji (Unicode's East_Asian_Width, by blocks).
std::size_t column_width(char32_t point);

/// How long the begin of a command is that whoever keeps a log would obey, 0 where `text` begins
/// with none: `##[` to GitHub's runner and Azure's, `##vso[` to Azure's, `##teamcity[`.
std::size_t log_command_begin(std::string_view text);

/// A text for one line of a terminal or a log: well-formed, control characters escaped, tabs as
/// they are, and without what a pipeline's runner obeys: log_command_begin() anywhere, and GitHub's
/// `::` at the begin of a line.
std::string inert(std::string_view text);
/// The same for a text of several lines, each of them made so; without what ends the last one.
std::string inert_lines(std::string_view text);

}  // namespace fairlead
