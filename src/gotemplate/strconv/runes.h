#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fairlead::gotemplate {

/// What Go's unicode/utf8 calls RuneError: what an ill-formed byte is read as.
constexpr char32_t bad_rune = 0xfffd;

/// One code point of a text, as Go's utf8.DecodeRune reads it.
struct Rune {
  char32_t value = bad_rune;
  std::uint32_t size = 0;  ///< bytes; 0 at the end, 1 for an ill-formed one

  /// Whether it is a byte that is no UTF-8, and not a U+FFFD that somebody wrote.
  bool is_bad() const { return value == bad_rune && size == 1; }
};

Rune rune_at(std::string_view text, std::size_t at);
/// The code point that ends before `end`.
Rune rune_before(std::string_view text, std::size_t end);
/// How many code points there are, an ill-formed byte counting as one.
std::size_t rune_count(std::string_view text);
/// Appends UTF-8; what is no code point becomes U+FFFD.
void append_rune(std::string& text, char32_t rune);

/// `_`, letters and decimal digits: what names in templates are made of.
bool is_word(char32_t rune);
/// Whether Go's strconv shows it as it is inside quotes.
bool is_printable(char32_t rune);
/// Go's unicode.IsSpace.
bool is_space(char32_t rune);

}  // namespace fairlead::gotemplate
