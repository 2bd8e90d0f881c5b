#include "gotemplate/toml/toml_cursor.h"

#include <fmt/core.h>

namespace fairlead::gotemplate {

char32_t TomlCursor::next() {
  if (failed()) return bad_rune;
  if (at_ >= text_.size()) {
    is_over_ = true;
    return end;
  }
  if (text_[at_] == '\n') ++line_;
  const Rune rune = rune_at(text_, at_);
  if (rune.is_bad()) {
    fail(fmt::format("invalid UTF-8 byte: 0x{:02x}", static_cast<unsigned char>(text_[at_])));
    return bad_rune;
  }
  const char32_t code = rune.value;
  const bool lone_return = code == '\r' && text_.substr(at_ + 1, 1) != "\n";
  const bool control = (code < ' ' && !is_toml_blank(code) && !is_toml_break(code)) || code == 0x7f;
  if (control || lone_return) {
    fail(fmt::format("TOML files cannot contain control characters: '0x{:02x}'",
                     static_cast<unsigned>(code)));
    return bad_rune;
  }
  at_ += rune.size;
  return code;
}

void TomlCursor::back() {
  if (failed()) return;
  if (is_over_) {
    is_over_ = false;
    return;
  }
  at_ -= rune_before(text_, at_).size;
  if (text_[at_] == '\n') --line_;
}

char32_t TomlCursor::peek() {
  const char32_t rune = next();
  back();
  return rune;
}

bool TomlCursor::accept(char32_t rune) {
  if (next() == rune) return !failed();
  back();
  return false;
}

void TomlCursor::skip_blanks() { skip_all_of(" \t"); }

void TomlCursor::skip_all_of(std::string_view set) {
  char32_t rune = next();
  while (rune != end && rune < 0x80 && set.find(static_cast<char>(rune)) != set.npos) rune = next();
  back();
}

bool TomlCursor::fail(std::string why) {
  const bool behind_line = is_over_ && at_ > 0 && text_[at_ - 1] == '\n';
  return fail_at(behind_line ? line_ - 1 : line_, std::move(why));
}

bool TomlCursor::fail_at(std::size_t line, std::string why) {
  if (failed()) return false;
  why_ = std::move(why);
  failed_line_ = line;
  return false;
}

}  // namespace fairlead::gotemplate
