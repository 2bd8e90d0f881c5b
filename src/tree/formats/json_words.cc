// What Go says of a text that is no JSON: encoding/json's words, found without recursion.
#include "tree/formats/json_words.h"

#include <fmt/core.h>

#include <string>

namespace fairlead {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) {
  const char lower = static_cast<char>(c | 0x20);
  return is_digit(c) || (lower >= 'a' && lower <= 'f');
}

/// A byte in the quotes of a Go character, which takes it for the code point of that number.
std::string byte_text(char c) {
  constexpr std::string_view codes = "\a\b\f\n\r\t\v\\'", letters = "abfnrtv\\'";
  if (const std::size_t at = codes.find(c); at != codes.npos)
    return fmt::format("\\{}", letters[at]);
  const auto code = static_cast<unsigned char>(c);
  if (code < 0x20 || code == 0x7f) return fmt::format("\\x{:02x}", code);
  if (code < 0x80) return {c};
  constexpr unsigned char soft_hyphen = 0xad;
  if (code <= 0xa0 || code == soft_hyphen) return fmt::format("\\u{:04x}", code);
  return {static_cast<char>(0xc0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3f))};
}

class JsonCheck {
 public:
  explicit JsonCheck(std::string_view text) : text_(text) {}

  std::string why() {
    while (value() && after_value()) {
    }
    return why_;
  }

 private:
  /// Behind the end a blank is read, which ends a word there.
  char here() const { return at_ < text_.size() ? text_[at_] : ' '; }

  bool fail(std::string_view what) {
    why_ = at_ > text_.size() ? "unexpected end of JSON input"
                              : fmt::format("invalid character '{}' {}", byte_text(here()), what);
    return false;
  }

  /// Goes over blanks; false where nothing follows.
  bool goes_on() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    if (at_ < text_.size()) return true;
    at_ = text_.size() + 1;
    return fail("");
  }

  bool takes(bool fits, std::string_view what) {
    if (!fits || at_ > text_.size()) return fail(what);
    ++at_;
    return true;
  }

  /// All up to where a value has ended: of a collection that holds something, its first value.
  bool value() {
    for (;;) {
      if (!goes_on()) return false;
      const char c = here();
      if (c != '{' && c != '[') return scalar(c);
      constexpr std::size_t deepest = 10'000;
      if (open_.size() == deepest) return fail("exceeded max depth");
      open_ += c == '{' ? '}' : ']';
      ++at_;
      if (!goes_on()) return false;
      if (here() == open_.back()) return close();
      if (c == '{' && !key()) return false;
    }
  }

  bool close() {
    open_.pop_back();
    ++at_;
    return true;
  }

  bool key() {
    if (!goes_on()) return false;
    if (here() != '"') return fail("looking for beginning of object key string");
    return string() && goes_on() && takes(here() == ':', "after object key");
  }

  /// Whether another value follows.
  bool after_value() {
    for (;;) {
      if (open_.empty()) return goes_on_behind_all();
      if (!goes_on()) return false;
      if (here() == open_.back()) {
        close();
        continue;
      }
      const bool in_map = open_.back() == '}';
      return takes(here() == ',', in_map ? "after object key:value pair" : "after array element") &&
             (!in_map || key());
    }
  }

  bool goes_on_behind_all() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    return at_ < text_.size() && fail("after top-level value");
  }

  bool scalar(char c) {
    if (c == '"') return string();
    if (c == '-' || is_digit(c)) return number();
    for (const std::string_view word : {"true", "false", "null"})
      if (c == word[0]) return literal(word);
    return fail("looking for beginning of value");
  }

  bool literal(std::string_view word) {
    for (const char c : word)
      if (!takes(here() == c, fmt::format("in literal {} (expecting '{}')", word, c))) return false;
    return true;
  }

  bool string() {
    for (++at_; here() != '"'; ++at_) {
      if (at_ >= text_.size()) {
        at_ = text_.size() + 1;
        return fail("");
      }
      if (static_cast<unsigned char>(here()) < ' ') return fail("in string literal");
      if (here() == '\\' && !escape()) return false;
    }
    ++at_;
    return true;
  }

  /// Leaves its last character to the caller.
  bool escape() {
    ++at_;
    constexpr std::string_view letters = "bfnrt\\/\"u";
    if (letters.find(here()) == letters.npos) return fail("in string escape code");
    const int digits = here() == 'u' ? 4 : 0;
    for (int i = 0; i < digits; ++i) {
      ++at_;
      if (!is_hex(here())) return fail("in \\u hexadecimal character escape");
    }
    return true;
  }

  void digits() {
    while (is_digit(here())) ++at_;
  }

  bool number() {
    if (here() == '-') ++at_;
    const bool is_zero = here() == '0';
    if (!takes(is_digit(here()), "in numeric literal")) return false;
    if (!is_zero) digits();
    if (here() == '.') {
      ++at_;
      if (!takes(is_digit(here()), "after decimal point in numeric literal")) return false;
      digits();
    }
    if (here() != 'e' && here() != 'E') return true;
    ++at_;
    if (here() == '+' || here() == '-') ++at_;
    if (!takes(is_digit(here()), "in exponent of numeric literal")) return false;
    digits();
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string open_;  // what closes each collection that is open
  std::string why_;
};

}  // namespace

std::string json_refusal(std::string_view text) { return JsonCheck(text).why(); }

}  // namespace fairlead
