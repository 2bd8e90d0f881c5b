#include "config/release_name.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_label(std::string_view label) {
  return !label.empty() && is_letter_or_digit(label.front()) && is_letter_or_digit(label.back()) &&
         std::ranges::all_of(label, [](char c) { return c == '-' || is_letter_or_digit(c); });
}

}  // namespace

bool is_release_name(std::string_view name) {
  constexpr std::size_t longest = 53;
  return name.size() <= longest && std::ranges::all_of(split(name, '.'), is_label);
}

}  // namespace fairlead
