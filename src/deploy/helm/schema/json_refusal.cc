#include "deploy/helm/schema/json_refusal.h"

#include <algorithm>

#include "gotemplate/strconv/quote.h"

namespace fairlead::helm {
namespace {

constexpr std::string_view cut_off = "unexpected EOF";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

/// Goes through a text until something is wrong; all steps say whether it goes on.
class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  std::string complaint() {
    skip();
    if (at_ == text_.size()) return "EOF";
    if (!value()) return std::move(wrong_);
    while (!open_.empty())
      if (!next()) return std::move(wrong_);
    skip();
    return at_ == text_.size() ? "" : "invalid character after top-level value";
  }

 private:
  void skip() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  bool fail(std::string_view context) {
    if (at_ >= text_.size()) {
      wrong_ = cut_off;
      return false;
    }
    const auto byte = static_cast<unsigned char>(text_[at_]);
    // Go takes the byte for a code point.
    wrong_ = "invalid character " + gotemplate::quoted_rune(byte) + " " + std::string(context);
    return false;
  }

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  /// What follows inside of a list or an object.
  bool next() {
    skip();
    const bool in_list = open_.back() == '[';
    if (take(in_list ? ']' : '}')) {
      open_.pop_back();
      is_first_ = false;
      return true;
    }
    if (!is_first_ && !take(','))
      return fail(in_list ? "after array element" : "after object key:value pair");
    is_first_ = false;
    skip();
    return in_list ? value() : entry();
  }

  bool entry() {
    if (at_ >= text_.size() || text_[at_] != '"')
      return fail("looking for beginning of object key string");
    if (!string()) return false;
    skip();
    if (!take(':')) return fail("after object key");
    skip();
    return value();
  }

  /// A scalar, or the bracket that opens a collection.
  bool value() {
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    if (c == '"') return string();
    if (c == '-' || is_digit(c)) return number();
    for (const std::string_view word : {"true", "false", "null"})
      if (c == word[0]) return literal(word);
    if (c != '{' && c != '[') return fail("looking for beginning of value");
    ++at_;
    open_ += c;
    is_first_ = true;
    return true;
  }

  bool string() {
    ++at_;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (static_cast<unsigned char>(c) < 0x20) return fail("in string literal");
      ++at_;
      if (c == '"') return true;
      if (c == '\\' && !escape()) return false;
    }
    return fail("");
  }

  bool escape() {
    if (!take('u')) {
      if (at_ >= text_.size() ||
          std::string_view("bfnrt\\/\"").find(text_[at_]) == std::string_view::npos)
        return fail("in string escape code");
      ++at_;
      return true;
    }
    for (int i = 0; i < 4; ++i, ++at_)
      if (at_ >= text_.size() || !is_hex(text_[at_]))
        return fail("in \\u hexadecimal character escape");
    return true;
  }

  bool literal(std::string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (take(word[i])) continue;
      return fail("in literal " + std::string(word) + " (expecting '" + word[i] + "')");
    }
    return true;
  }

  bool digits(std::string_view context) {
    if (at_ >= text_.size() || !is_digit(text_[at_])) return fail(context);
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return true;
  }

  bool number() {
    take('-');
    if (!take('0') && !digits("in numeric literal")) return false;
    if (take('.') && !digits("after decimal point in numeric literal")) return false;
    if (!take('e') && !take('E')) return true;
    if (!take('+')) take('-');
    return digits("in exponent of numeric literal");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string open_;
  bool is_first_ = false;  // nothing stands in the innermost collection yet
  std::string wrong_;
};

}  // namespace

std::string json_refusal(std::string_view text) { return Scan(text).complaint(); }

}  // namespace fairlead::helm
