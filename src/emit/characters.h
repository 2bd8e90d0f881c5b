#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace fairlead::emit {

/// One character of a text as Go reads it: U+FFFD, one byte long, for each byte that is no UTF-8.
struct Character {
  std::uint32_t code = 0;
  std::uint32_t size = 1;
  bool is_valid = true;
};

inline constexpr std::uint32_t replacement = 0xfffd;
inline constexpr std::uint32_t next_line = 0x85, line_separator = 0x2028,
                               paragraph_separator = 0x2029;

/// The character at `at`, which must lie in the text.
Character character_at(std::string_view text, std::size_t at);
/// Whether all of a text is UTF-8.
bool is_utf8(std::string_view text);

/// Whether it is a line break to YAML 1.1.
inline bool is_break(std::uint32_t code) {
  return code == '\n' || code == '\r' || code == next_line || code == line_separator ||
         code == paragraph_separator;
}

/// Where the first byte is that is not of ASCII's first 127; the size where there is none.
inline std::size_t plain_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x7f) ++at;
  return at;
}

}  // namespace fairlead::emit
