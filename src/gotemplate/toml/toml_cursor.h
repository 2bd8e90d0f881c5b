#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "gotemplate/strconv/runes.h"

namespace fairlead::gotemplate {

/// Goes through a TOML text, code point by code point, and keeps the first thing that is wrong with
/// it: the words and lines are those of BurntSushi's toml. Once it has failed it does not move.
class TomlCursor {
 public:
  TomlCursor(std::string_view text, std::size_t begin) : text_(text), at_(begin) {}

  /// What `next` gives at the end.
  static constexpr char32_t end = 0;

  /// The next code point; bad_rune where it may not stand in TOML: then it has failed.
  char32_t next();
  /// Back before the last one.
  void back();
  char32_t peek();
  /// Goes over a code point if it is this one.
  bool accept(char32_t rune);
  void skip_blanks();
  /// Goes over bytes that are in `set` and ASCII.
  void skip_all_of(std::string_view set);

  std::string_view text() const { return text_; }
  std::string_view since(std::size_t begin) const { return text_.substr(begin, at_ - begin); }
  std::size_t at() const { return at_; }
  std::size_t line() const { return line_; }

  /// Something is wrong here; always false.
  bool fail(std::string why);
  /// The same, said of the line before.
  bool fail_before(std::string why) { return fail_at(line_ - 1, std::move(why)); }
  bool fail_at(std::size_t line, std::string why);
  bool failed() const { return !why_.empty(); }
  const std::string& why() const { return why_; }
  std::size_t failed_line() const { return failed_line_; }

 private:
  std::string_view text_;
  std::size_t at_;
  std::size_t line_ = 1;
  bool is_over_ = false;  // the end was given and not taken back
  std::string why_;
  std::size_t failed_line_ = 0;
};

inline bool is_toml_blank(char32_t rune) { return rune == ' ' || rune == '\t'; }
inline bool is_toml_break(char32_t rune) { return rune == '\n' || rune == '\r'; }

}  // namespace fairlead::gotemplate
