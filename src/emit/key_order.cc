#include "emit/key_order.h"

#include <algorithm>

#include "emit/characters.h"

namespace fairlead::emit {
namespace {

bool is_ascii_letter(std::uint32_t code) {
  return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}
bool is_ascii_digit(std::uint32_t code) { return code >= '0' && code <= '9'; }

std::string_view at_most_one(std::string_view text, std::size_t at) {
  return text.substr(at, character_at(text, at).size);
}

}  // namespace

bool KeyOrder::is_letter(std::string_view character) {
  const Character it = character_at(character, 0);
  if (it.code < 0x80 || !it.is_valid) return is_ascii_letter(it.code);
  if (!letters_) letters_.emplace("^\\pL");
  return letters_->found_in(character);
}

bool KeyOrder::is_digit(std::string_view character) {
  const Character it = character_at(character, 0);
  if (it.code < 0x80 || !it.is_valid) return is_ascii_digit(it.code);
  if (!digits_) digits_.emplace("^\\p{Nd}");
  return digits_->found_in(character);
}

bool KeyOrder::operator()(std::string_view left, std::string_view right) {
  bool after_digit = false;
  std::size_t at = 0;  // of both: what is before it is the same
  while (at < left.size() && at < right.size()) {
    const std::string_view a = at_most_one(left, at), b = at_most_one(right, at);
    const bool same = character_at(a, 0).code == character_at(b, 0).code;
    if (!same || a.size() != b.size()) return compare_at(left, right, at, after_digit);
    after_digit = is_digit(a);
    at += a.size();
  }
  return left.size() < right.size();
}

/// The numbers from `at` on are compared as Go does, which lets them overflow.
bool KeyOrder::compare_at(std::string_view left, std::string_view right, std::size_t at,
                          bool after_digit) {
  const std::string_view a = at_most_one(left, at), b = at_most_one(right, at);
  const bool letter_a = is_letter(a), letter_b = is_letter(b);
  const std::uint32_t code_a = character_at(a, 0).code, code_b = character_at(b, 0).code;
  if (letter_a && letter_b) return code_a < code_b;
  if (letter_a || letter_b) return after_digit && version_ == Version::three ? letter_a : letter_b;
  std::uint64_t number[2] = {0, 0};
  if (code_a == '0' || code_b == '0') {
    // Zeros inside a number count; those before it do not.
    for (std::size_t back = at; back > 0 && is_ascii_digit(left[back - 1]); --back) {
      if (left[back - 1] != '0') number[0] = number[1] = 1;
    }
  }
  std::size_t count[2] = {0, 0};
  for (const int side : {0, 1}) {
    const std::string_view text = side == 0 ? left : right;
    for (std::size_t i = at; i < text.size(); i += at_most_one(text, i).size()) {
      const std::string_view digit = at_most_one(text, i);
      if (!is_digit(digit)) break;
      number[side] = number[side] * 10 + (std::uint64_t{character_at(digit, 0).code} - '0');
      ++count[side];
    }
  }
  if (number[0] != number[1])
    return static_cast<std::int64_t>(number[0]) < static_cast<std::int64_t>(number[1]);
  return count[0] != count[1] ? count[0] < count[1] : code_a < code_b;
}

}  // namespace fairlead::emit
