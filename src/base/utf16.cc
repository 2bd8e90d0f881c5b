#include "base/utf16.h"

#include <string_view>

namespace fairlead {
namespace {

bool is_high(std::uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low(std::uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

}  // namespace

std::string utf8(std::uint32_t code) {
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) code = 0xfffd;
  const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
  if (code < 0x80) return {byte(code)};
  if (code < 0x800) return {byte(0xc0 | code >> 6), byte(0x80 | (code & 0x3f))};
  if (code < 0x10000) {
    return {byte(0xe0 | code >> 12), byte(0x80 | (code >> 6 & 0x3f)), byte(0x80 | (code & 0x3f))};
  }
  return {byte(0xf0 | code >> 18), byte(0x80 | (code >> 12 & 0x3f)),
          byte(0x80 | (code >> 6 & 0x3f)), byte(0x80 | (code & 0x3f))};
}

std::string as_utf8(std::string text) {
  using std::string_view_literals::operator""sv;
  const std::string_view mark = std::string_view(text).substr(0, 2);
  const bool little = mark == "\xff\xfe"sv;
  if ((!little && mark != "\xfe\xff"sv) || text.size() % 2 != 0) return text;
  if (std::string_view(text).substr(2, 2) == "\0\0"sv) return text;  // UTF-32
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    const auto second = static_cast<unsigned char>(text[at + 1]);
    return static_cast<std::uint32_t>(little ? second << 8 | first : first << 8 | second);
  };
  std::string out;
  out.reserve(text.size() / 2);
  for (std::size_t at = 2; at < text.size(); at += 2) {
    std::uint32_t point = unit(at);
    if (is_high(point)) {
      const std::uint32_t low = at + 2 < text.size() ? unit(at + 2) : 0;
      if (!is_low(low)) return text;
      point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
      at += 2;
    } else if (is_low(point)) {
      return text;
    }
    out += utf8(point);
  }
  return out;
}

}  // namespace fairlead
