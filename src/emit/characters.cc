#include "emit/characters.h"

namespace fairlead::emit {
namespace {

/// How long a character is that begins with this byte, 0 for none, and the least that it may be.
struct Lead {
  std::uint32_t size, bits, least;
};

constexpr Lead lead(unsigned char byte) {
  if (byte < 0xc2) return {0, 0, 0};
  if (byte < 0xe0) return {2, byte & 0x1fu, 0x80};
  if (byte < 0xf0) return {3, byte & 0x0fu, 0x800};
  if (byte < 0xf5) return {4, byte & 0x07u, 0x10000};
  return {0, 0, 0};
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  constexpr Character bad = {replacement, 1, false};
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {byte, 1, true};
  const Lead begin = lead(byte);
  if (begin.size == 0 || text.size() - at < begin.size) return bad;
  std::uint32_t code = begin.bits;
  for (std::uint32_t i = 1; i < begin.size; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xc0u) != 0x80u) return bad;
    code = code << 6 | (next & 0x3fu);
  }
  const bool is_surrogate = code >= 0xd800 && code < 0xe000;
  if (code < begin.least || is_surrogate || code > 0x10ffff) return bad;
  return {code, begin.size, true};
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = plain_prefix(text); at < text.size();) {
    const Character next = character_at(text, at);
    if (!next.is_valid) return false;
    at += next.size;
  }
  return true;
}

}  // namespace fairlead::emit
