#pragma once
#include <algorithm>
#include <cstddef>
#include <string_view>

namespace fairlead {

/// Bytes [begin, end) of a text.
struct TextRange {
  std::size_t begin = 0, end = 0;
};

bool is_blank(char c);
/// What names of variables and keys are made of.
bool is_name_character(char c);
/// Where the line ends that `at` is in (before its line break), and where it begins.
std::size_t end_of_line(std::string_view text, std::size_t at);
std::size_t begin_of_line(std::string_view text, std::size_t at);
/// Whether the line that begins at `line` is a comment of `#`.
bool is_comment(std::string_view text, std::size_t line);
TextRange without_blanks(std::string_view text, TextRange range);

/// The name that ends before `at`, with quotes and blanks between: "password" of `"password" :`.
std::string_view name_before(std::string_view text, std::size_t at);
/// The value behind a `=` or `:` at `sign`, in a line that ends at `end`: what the quotes hold, up
/// to what ends it, or the deeper lines below.
TextRange value_after(std::string_view text, std::size_t sign, std::size_t end);

/// The end of the `$(…)` or of the back-quotes that begin at `at`, no further than the line's;
/// `at` where nothing closes them.
std::size_t end_of_substitution(std::string_view text, std::size_t at);

/// Reads `name=value` and `name: value` in a text of any kind but comments. Calls `visit` with the
/// name before each `=` and `:`; where it says so, `found` with the value.
template <typename Visit, typename Found>
void each_assignment(std::string_view text, Visit visit, Found found) {
  std::size_t end = 0;  // of the line: looked for once
  bool comment = false;
  for (std::size_t at = text.find_first_of("=:"); at != text.npos;
       at = text.find_first_of("=:", at)) {
    const std::size_t sign = at++;
    if (sign >= end) {
      end = end_of_line(text, sign);
      comment = is_comment(text, begin_of_line(text, sign));
    }
    if (comment) at = end;  // prose, which is read otherwise
    if (comment || text.substr(sign, 3) == "://") continue;
    const std::string_view name = name_before(text, sign);
    if (name.empty() || !visit(name)) continue;
    const TextRange value = value_after(text, sign, end);
    found(name, value);
    at = std::max(at, value.end);  // every byte is looked at once
  }
}

}  // namespace fairlead
