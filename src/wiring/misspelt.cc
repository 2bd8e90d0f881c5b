#include "wiring/misspelt.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {

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

}  // namespace fairlead
