#include "gotemplate/strconv/quote.h"

#include <fmt/format.h>

#include "gotemplate/strconv/runes.h"

namespace fairlead::gotemplate {
namespace {

/// The escapes with letters, letter and meaning in turn.
constexpr std::string_view letter_escapes = "a\ab\bf\fn\nr\rt\tv\v";

std::string escape_of(char32_t rune) {
  for (std::size_t i = 0; i < letter_escapes.size(); i += 2) {
    if (rune == static_cast<char32_t>(letter_escapes[i + 1])) return {'\\', letter_escapes[i]};
  }
  const auto value = static_cast<std::uint32_t>(rune);
  if (rune < ' ' || rune == 0x7f) return fmt::format("\\x{:02x}", value);
  if (rune < 0x10000) return fmt::format("\\u{:04x}", value);
  return fmt::format("\\U{:08x}", value);
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

/// Digits of a base, exactly so many; nothing where others stand there.
std::optional<char32_t> digits(std::string_view& text, std::size_t count, int base) {
  if (text.size() < count) return std::nullopt;
  char32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const int digit = digit_of(text[i]);
    if (digit >= base) return std::nullopt;
    value = value * static_cast<char32_t>(base) + static_cast<char32_t>(digit);
  }
  text.remove_prefix(count);
  return value;
}

/// What stands for a code point or (`is_byte`) for a byte.
struct Unescaped {
  char32_t value = 0;
  bool is_byte = false;
};

std::optional<Unescaped> unicode_escape(std::string_view& text, std::size_t count) {
  const auto value = digits(text, count, 16);
  if (!value || *value > 0x10ffff || (*value >= 0xd800 && *value < 0xe000)) return std::nullopt;
  return Unescaped{*value, false};
}

/// What follows a backslash.
std::optional<Unescaped> unescaped(std::string_view& text, char quote) {
  if (text.empty()) return std::nullopt;
  const char letter = text.front();
  if (letter >= '0' && letter <= '7') {
    const auto value = digits(text, 3, 8);
    if (!value || *value > 255) return std::nullopt;
    return Unescaped{*value, true};
  }
  text.remove_prefix(1);
  if (letter == 'x') {
    const auto value = digits(text, 2, 16);
    if (!value) return std::nullopt;
    return Unescaped{*value, true};
  }
  if (letter == 'u') return unicode_escape(text, 4);
  if (letter == 'U') return unicode_escape(text, 8);
  if (letter == '\\' || (letter == quote && (quote == '\'' || quote == '"')))
    return Unescaped{static_cast<char32_t>(letter), false};
  for (std::size_t i = 0; i < letter_escapes.size(); i += 2) {
    if (letter == letter_escapes[i])
      return Unescaped{static_cast<char32_t>(letter_escapes[i + 1]), false};
  }
  return std::nullopt;
}

/// The next code point of what stands inside of `quote`s.
std::optional<Unescaped> unquoted_next(std::string_view& text, char quote) {
  if (text.empty() || text.front() == quote || text.front() == '\n') return std::nullopt;
  if (text.front() == '\\') {
    text.remove_prefix(1);
    return unescaped(text, quote);
  }
  const Rune rune = rune_at(text, 0);
  const bool bad = rune.is_bad();
  const auto byte = static_cast<unsigned char>(text.front());
  text.remove_prefix(rune.size);
  return Unescaped{bad ? byte : rune.value, bad};
}

std::string raw(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c != '\r') result += c;
  }
  return result;
}

}  // namespace

std::string escaped(std::string_view text, std::size_t& at, char quote, Letters letters,
                    bool& as_is) {
  const Rune rune = rune_at(text, at);
  const std::string_view bytes = text.substr(at, rune.size);
  at += rune.size;
  as_is = false;
  if (rune.is_bad()) return fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes[0]));
  if (rune.value == static_cast<char32_t>(quote) || rune.value == '\\')
    return {'\\', static_cast<char>(rune.value)};
  as_is = letters == Letters::ascii ? rune.value < 0x7f && is_printable(rune.value)
                                    : is_printable(rune.value);
  return as_is ? std::string(bytes) : escape_of(rune.value);
}

std::string quoted(std::string_view text, Letters letters) {
  std::string result = "\"";
  bool as_is = false;
  for (std::size_t at = 0; at < text.size();) result += escaped(text, at, '"', letters, as_is);
  return result + '"';
}

std::string quoted_rune(char32_t rune, Letters letters) {
  std::string text;
  append_rune(text, rune);
  std::size_t at = 0;
  bool as_is = false;
  return '\'' + escaped(text, at, '\'', letters, as_is) + '\'';
}

bool can_backquote(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Rune rune = rune_at(text, at);
    at += rune.size;
    if (rune.size > 1 && rune.value == 0xfeff) return false;
    if (rune.is_bad() || (rune.value < ' ' && rune.value != '\t') || rune.value == '`' ||
        rune.value == 0x7f)
      return false;
  }
  return true;
}

std::optional<std::string> unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != text.back()) return std::nullopt;
  const char quote = text.front();
  std::string_view rest = text.substr(1, text.size() - 2);
  if (quote == '`') return raw(rest);
  std::string result;
  while (!rest.empty()) {
    const auto next = unquoted_next(rest, quote);
    if (!next) return std::nullopt;
    if (next->is_byte)
      result += static_cast<char>(next->value);
    else
      append_rune(result, next->value);
  }
  return result;
}

std::optional<char32_t> unquoted_rune(std::string_view text, std::string_view& rest) {
  rest = text.substr(1);
  const auto next = unquoted_next(rest, '\'');
  if (!next) return std::nullopt;
  return next->is_byte && next->value >= 0x80 && text[1] != '\\' ? bad_rune : next->value;
}

}  // namespace fairlead::gotemplate
