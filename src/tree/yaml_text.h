#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead {

/// One document's bytes: its directives, its `---` and all up to the next document.
struct YamlChunk {
  std::uint32_t begin = 0;  ///< where a parser must begin to read
  std::uint32_t body = 0;   ///< after the `---`; `begin` where there is none
  std::uint32_t end = 0;
};

/// The documents of a text, one after the other: it is cut at every `---` in column 0, where YAML
/// ends a document whatever it was in the middle of. What stands before the first `---` is a chunk
/// too, even when it is empty.
class YamlChunks {
 public:
  YamlChunks(std::string_view text, std::size_t from)
      : text_(text), begin_(from), body_(from), at_(from) {}
  /// The next one; nothing after the last.
  std::optional<YamlChunk> next();

 private:
  std::string_view text_;
  std::size_t begin_;  // of the chunk that comes next
  std::size_t body_;
  std::size_t at_;  // looked at up to here
  bool done_ = false;
};

/// What is known of a text's bytes before anything parses them.
struct TextCheck {
  bool is_ascii = true;
  std::size_t bad_at = std::string_view::npos;  ///< the first byte that YAML forbids
  std::size_t bad_size = 0;
  std::string message;  ///< what is wrong there
};

/// Looks for ill-formed UTF-8 and for characters that YAML does not allow.
TextCheck check_text(std::string_view text);

/// The name of an encoding that is not UTF-8, told by its byte order mark or by its NUL bytes; else
/// "".
std::string_view foreign_encoding(std::string_view text);

/// The length of the line break that begins at `at` as YAML 1.1 counts them (LF, CR, CRLF, U+0085,
/// U+2028, U+2029); 0 where there is none.
std::size_t break_size(std::string_view text, std::size_t at);

inline bool is_blank(char c) { return c == ' ' || c == '\t'; }
/// Whether a space, a tab, a line break or the end stands at `at`.
bool is_space_or_end(std::string_view text, std::size_t at);
/// Skips spaces, tabs, line breaks and comments from `at` on, not past `end`.
std::size_t skip_space(std::string_view text, std::size_t at, std::size_t end);
/// Where `what` first stands in a line outside of quotes and before any comment, npos where it does
/// not; for "#" where the comment begins. Quotes are followed as far as the line goes: a guess, for
/// texts that no parser could read.
std::size_t find_unquoted(std::string_view line, std::string_view what);
/// `text` for a message: up to its first line break, and not more than some 60 bytes of it.
std::string excerpt(std::string_view text);
/// The first byte of the line that `at` is in, and the end of that line, without its line break.
std::size_t line_begin(std::string_view text, std::size_t at);
std::size_t line_end(std::string_view text, std::size_t at);

}  // namespace fairlead
