#include "gotemplate/strconv/runes.h"

#include <algorithm>
#include <span>

#include "gotemplate/strconv/rune_bounds.h"

namespace fairlead::gotemplate {
namespace {

bool lies_in(std::span<const std::uint32_t> bounds, char32_t rune) {
  const auto after = std::ranges::upper_bound(bounds, static_cast<std::uint32_t>(rune));
  return (after - bounds.begin()) % 2 == 1;
}

bool continues(unsigned char byte) { return (byte & 0xc0u) == 0x80; }

}  // namespace

Rune rune_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t left = text.size() - at;
  const std::uint32_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || left < size) return {bad_rune, 1};
  char32_t value = first & (0xffu >> (size + 1));
  for (std::uint32_t i = 1; i < size; ++i) {
    if (!continues(byte(i))) return {bad_rune, 1};
    value = value << 6u | (byte(i) & 0x3fu);
  }
  const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  if (overlong || value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) return {bad_rune, 1};
  return {value, size};
}

Rune rune_before(std::string_view text, std::size_t end) {
  for (std::size_t size = 1; size <= 4 && size <= end; ++size) {
    const Rune rune = rune_at(text.substr(0, end), end - size);
    if (rune.size == size && !rune.is_bad()) return rune;
  }
  return {bad_rune, end > 0 ? 1u : 0u};
}

std::size_t rune_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    at += static_cast<unsigned char>(text[at]) < 0x80 ? 1 : rune_at(text, at).size;
  }
  return count;
}

void append_rune(std::string& text, char32_t rune) {
  if (rune > 0x10ffff || (rune >= 0xd800 && rune < 0xe000)) rune = bad_rune;
  if (rune < 0x80) {
    text += static_cast<char>(rune);
    return;
  }
  const int more = rune < 0x800 ? 1 : rune < 0x10000 ? 2 : 3;
  const unsigned head = 0xff00u >> static_cast<unsigned>(more + 1);
  text += static_cast<char>((head & 0xffu) | (rune >> static_cast<unsigned>(6 * more)));
  for (int i = more - 1; i >= 0; --i)
    text += static_cast<char>(0x80u | ((rune >> static_cast<unsigned>(6 * i)) & 0x3fu));
}

bool is_word(char32_t rune) {
  // Nearly all of a template is ASCII.
  if (rune < 0x80)
    return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z') || rune == '_' ||
           (rune >= '0' && rune <= '9');
  return lies_in(word_bounds, rune);
}

bool is_printable(char32_t rune) {
  if (rune < 0x7f) return rune >= ' ';
  return lies_in(printable_bounds, rune);
}

bool is_space(char32_t rune) {
  if (rune < 0x80) return rune == ' ' || (rune >= '\t' && rune <= '\r');
  return rune == 0x85 || rune == 0xa0 || rune == 0x1680 || (rune >= 0x2000 && rune <= 0x200a) ||
         rune == 0x2028 || rune == 0x2029 || rune == 0x202f || rune == 0x205f || rune == 0x3000;
}

}  // namespace fairlead::gotemplate
