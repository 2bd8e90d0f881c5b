#include "wiring/names/misspelt.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace fairlead {
namespace {

/// Whether one is the other with two letters beside each other exchanged.
bool exchanged(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  const auto [first, other] = std::ranges::mismatch(a, b);
  const auto i = static_cast<std::size_t>(first - a.begin());
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] && a[i] > '9' && b[i] > '9' &&
         a.substr(i + 2) == b.substr(i + 2);
}

/// In small letters, without what stands between words.
std::string letters_of(std::string_view name) {
  std::string letters = lower(name);
  std::erase_if(letters, [](char c) { return c == '_' || c == '-'; });
  return letters;
}

/// Whether one word is the beginning of the other, which has a few letters more.
bool is_cut_short(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return a.size() >= 4 && b.starts_with(a) && b.size() - a.size() <= most_misspelt &&
         std::ranges::all_of(b.substr(a.size()), is_letter);
}

}  // namespace

bool misspelt_variable(std::string_view a, std::string_view b) {
  if (a == b) return false;
  if (letters_of(a) == letters_of(b) || exchanged(a, b)) return true;
  const auto left = split(a, '_'), right = split(b, '_');
  if (left.size() != right.size()) return false;
  const auto [one, other] = std::ranges::mismatch(left, right);
  if (one == left.end() || !std::ranges::equal(one + 1, left.end(), other + 1, right.end()))
    return false;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (std::ranges::any_of(*one, is_digit) || std::ranges::any_of(*other, is_digit)) return false;
  return std::min(one->size(), other->size()) >= 5 && edit_distance(*one, *other, 1) <= 1;
}

bool misspelt(std::string_view a, std::string_view b) {
  const auto left = split(a, '-'), right = split(b, '-');
  if (a == b || left.size() != right.size()) return false;
  std::size_t different = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i] == right[i]) continue;
    const auto end_digit = [](std::string_view text) {
      return !text.empty() && text.back() >= '0' && text.back() <= '9';
    };
    if (end_digit(left[i]) || end_digit(right[i])) return false;  // `db-1`, `db-2`
    if (std::min(left[i].size(), right[i].size()) < 5 ||
        edit_distance(left[i], right[i], most_misspelt) > most_misspelt)
      return false;
    ++different;
  }
  return different == 1;
}

bool misspelt_object(std::string_view a, std::string_view b) {
  if (a == b) return false;
  if (misspelt(a, b) || letters_of(a) == letters_of(b) || exchanged(a, b)) return true;
  const auto left = split(a, '-'), right = split(b, '-');
  if (left.size() != right.size()) return false;
  const auto [one, other] = std::ranges::mismatch(left, right);
  return std::equal(one + 1, left.end(), other + 1) && is_cut_short(*one, *other);
}

}  // namespace fairlead
