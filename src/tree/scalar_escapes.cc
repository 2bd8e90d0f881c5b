#include <algorithm>

#include "base/utf16.h"
#include "tree/scalar_parts.h"

namespace fairlead {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char letter = static_cast<char>(c | 0x20);
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

struct EscapeRules {
  std::string_view letters;
  std::string_view meanings;
  char code_letter;        // of an escape with hexadecimal digits
  bool others_themselves;  // any other escape is the character itself; else its backslash stays
};

EscapeRules rules_of(Escapes escapes) {
  switch (escapes) {
    case Escapes::json:
      return {"\"\\/bfnrt", "\"\\/\b\f\n\r\t", 'u', false};
    case Escapes::redis_double:
      return {"nrtba", "\n\r\t\b\a", 'x', true};
    case Escapes::redis_single:
      return {"'", "'", '\0', false};
    case Escapes::env_double:
      return {"nrt\"\\$", "\n\r\t\"\\$", '\0', false};
  }
  __builtin_unreachable();
}

/// `\x41` is a byte of redis.conf; `\u00e9` a character of JSON, which may be written as two
/// surrogates. Returns the end of the escape; `at` where it is none.
std::size_t read_code(ScalarReading& reading, std::string_view source, std::size_t at,
                      Escapes escapes) {
  const std::size_t digits = escapes == Escapes::json ? 4 : 2;
  auto value = hex_code(source, at + 2, digits);
  if (!value) return at;
  std::size_t end = at + 2 + digits;
  if (escapes == Escapes::redis_double) {
    const char byte = static_cast<char>(*value);
    reading.make({&byte, 1}, at, end);
    return end;
  }
  if (*value >= 0xd800 && *value < 0xdc00 && source.substr(end, 2) == "\\u") {
    const auto low = hex_code(source, end + 2, 4);
    if (low && *low >= 0xdc00 && *low < 0xe000) {
      value = 0x10000 + ((*value - 0xd800) << 10) + (*low - 0xdc00);
      end += 6;
    }
  }
  reading.make(utf8(*value), at, end);
  return end;
}

/// Reads the escape at `at` and returns its end; `at` where there is none.
std::size_t read_escape(ScalarReading& reading, std::string_view source, std::size_t at,
                        Escapes escapes) {
  if (source[at] != '\\' || at + 1 >= source.size()) return at;
  const EscapeRules rules = rules_of(escapes);
  const char letter = source[at + 1];
  if (letter == rules.code_letter && letter != '\0') {
    if (const std::size_t end = read_code(reading, source, at, escapes); end > at) return end;
  }
  const std::size_t index = rules.letters.find(letter);
  if (index != std::string_view::npos) {
    reading.make(rules.meanings.substr(index, 1), at, at + 2);
  } else if (rules.others_themselves) {
    reading.make(source.substr(at + 1, 1), at, at + 2);
  } else {
    reading.copy(source, at, at + 2);
  }
  return at + 2;
}

}  // namespace

std::optional<std::uint32_t> hex_code(std::string_view source, std::size_t at, std::size_t count) {
  if (at + count > source.size()) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : source.substr(at, count)) {
    const int digit = hex_digit(c);
    if (digit < 0) return std::nullopt;
    value = value << 4 | static_cast<std::uint32_t>(digit);
  }
  return value;
}

void add_escaped(ScalarReading& reading, std::string_view source, std::size_t begin,
                 std::size_t end, Escapes escapes) {
  source = source.substr(0, end);
  for (std::size_t at = begin; at < end;) {
    const std::size_t after = read_escape(reading, source, at, escapes);
    if (after > at) {
      at = after;
    } else {
      reading.copy(source, at, at + 1);
      ++at;
    }
  }
}

}  // namespace fairlead
