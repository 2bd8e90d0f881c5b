// The strings of TOML.
#include <fmt/core.h>

#include "gotemplate/strconv/numbers.h"
#include "gotemplate/strconv/quote.h"
#include "gotemplate/toml/toml_scalars.h"

namespace fairlead::gotemplate {
namespace {

std::string utf8(char32_t rune) {
  std::string text;
  append_rune(text, rune);
  return text;
}

bool is_hex(char32_t rune) {
  const char32_t lower = rune | 0x20u;
  return (rune >= '0' && rune <= '9') || (lower >= 'a' && lower <= 'f');
}

/// How many hexadecimal digits an escape has, and what they are called.
struct Digits {
  char letter;
  std::size_t count;
  std::string_view name;
};
constexpr Digits digits_of[] = {{'x', 2, "two"}, {'u', 4, "four"}, {'U', 8, "eight"}};

const Digits* digits_behind(char32_t letter) {
  for (const Digits& each : digits_of)
    if (letter == static_cast<unsigned char>(each.letter)) return &each;
  return nullptr;
}

}  // namespace

bool TomlScalars::string(char32_t quote, bool may_be_long, Value& out) {
  bool is_long = false;
  if (may_be_long && cursor_.accept(quote)) {
    is_long = cursor_.accept(quote);
    if (!is_long) cursor_.back();
  }
  std::size_t begin = cursor_.at(), end = begin;
  if (!(is_long ? several_lines(quote, end) : one_line(quote, end))) return false;
  const std::string_view text = cursor_.text().substr(0, end);
  if (is_long && text.substr(begin).starts_with('\n'))
    ++begin;
  else if (is_long && text.substr(begin).starts_with("\r\n"))
    begin += 2;
  TextBuilder made;
  if (quote == '\'')
    made.append(text_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
  else if (!decoded(begin, end, made))
    return false;
  out = heap_.string(made);
  return true;
}

bool TomlScalars::one_line(char32_t quote, std::size_t& end) {
  const std::size_t begin = cursor_.at();
  for (;;) {
    end = cursor_.at();
    const char32_t rune = cursor_.next();
    if (cursor_.failed()) return false;
    if (rune == TomlCursor::end)
      return cursor_.fail(quote == '"' ? "unexpected EOF; expected '\"'"
                                       : "unexpected EOF; expected \"'\"");
    if (is_toml_break(rune)) return cursor_.fail_before("strings cannot contain newlines");
    if (rune == quote) return true;
    if (rune == '\\' && quote == '"' && !escape(begin, false)) return false;
  }
}

/// Up to two quotes may stand before the three that close.
bool TomlScalars::several_lines(char32_t quote, std::size_t& end) {
  const bool is_raw = quote == '\'';
  const std::size_t begin = cursor_.at();
  for (;;) {
    const char32_t rune = cursor_.next();
    if (cursor_.failed()) return false;
    if (rune == TomlCursor::end)
      return cursor_.fail(is_raw ? "unexpected EOF; expected \"'''\""
                                 : "unexpected EOF; expected '\"\"\"'");
    if (rune == '\\' && !is_raw && !escape(begin, true)) return false;
    if (rune != quote) continue;
    constexpr std::size_t closing = 3, most = 5;
    std::size_t count = 1;
    while (count < most && cursor_.accept(quote)) ++count;
    if (count < closing) continue;
    if (count == most && cursor_.peek() == quote)
      return cursor_.fail(is_raw ? "unexpected \"''''''\"" : "unexpected '\"\"\"\"\"\"'");
    end = cursor_.at() - closing;
    return !cursor_.failed();
  }
}

/// Whether what follows a backslash may, in a string that began there.
bool TomlScalars::escape(std::size_t begin, bool in_several_lines) {
  const char32_t letter = cursor_.next();
  if (cursor_.failed()) return false;
  if (in_several_lines && is_toml_break(letter)) return true;
  constexpr std::string_view letters = "ebtnfr\" \t\\";
  const bool is_ascii = letter > 0 && letter < 0x80;
  if (is_ascii && letters.find(static_cast<char>(letter)) != letters.npos) return true;
  const Digits* digits = digits_behind(letter);
  if (!digits) {
    const std::string why = "invalid escape in string '\\" + utf8(letter) + "'";
    return letter == TomlCursor::end ? cursor_.fail_before(why) : cursor_.fail(why);
  }
  for (std::size_t i = 0; i < digits->count; ++i) {
    if (is_hex(cursor_.next())) continue;
    return cursor_.fail(
        fmt::format("expected {} hexadecimal digits after '\\{}', but got {} instead", digits->name,
                    digits->letter, quoted(cursor_.since(begin))));
  }
  return true;
}

bool TomlScalars::decoded(std::size_t begin, std::size_t end, TextBuilder& out) {
  const std::string_view text = cursor_.text().substr(0, end);
  while (begin < end) {
    const std::size_t slash = std::min(text.find('\\', begin), end);
    out.append(text_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(slash));
    if (slash == end) break;
    const std::size_t behind = std::min(text.find_first_not_of(" \t\r\n", slash + 1), end);
    const std::string_view gap = text.substr(slash + 1, behind - slash - 1);
    if (gap.find('\n') != gap.npos)
      begin = behind;
    else if (!gap.empty())
      return cursor_.fail(fmt::format("invalid escape: '\\{}'", gap[0]));
    else
      begin = decode_escape(slash + 1, out);
    if (cursor_.failed()) return false;
  }
  return true;
}

/// Where the text goes on.
std::size_t TomlScalars::decode_escape(std::size_t at, TextBuilder& out) {
  const char letter = cursor_.text()[at];
  const auto put = [&](std::string_view bytes) {
    const OriginId origin = heap_.origin_of(heap_.string(
        text_.part(static_cast<std::uint32_t>(at - 1), static_cast<std::uint32_t>(at))));
    out.put(bytes, origin, Copy::transformed);
  };
  const Digits* digits = digits_behind(static_cast<unsigned char>(letter));
  if (!digits) {
    constexpr std::string_view letters = "btnfre\"\\", codes = "\b\t\n\f\r\x1b\"\\";
    put(codes.substr(letters.find(letter), 1));
    return at + 1;
  }
  const std::string_view hex = cursor_.text().substr(at + 1, digits->count);
  const std::uint64_t code = parsed_uint(hex, 16).value_or(0);
  const bool is_rune = code < 0xd800 || (code > 0xdfff && code <= 0x10ffff);
  if (!is_rune) cursor_.fail(fmt::format("Escaped character '\\u{}' is not valid UTF-8.", hex));
  put(utf8(static_cast<char32_t>(code)));
  return at + 1 + digits->count;
}

}  // namespace fairlead::gotemplate
