#include "cli/diff/common_lines.h"

#include <algorithm>
#include <cstdint>

namespace fairlead {
namespace {

/// Of longer lists the table of lengths would take more than 16 MiB.
constexpr std::size_t most_pairs = 4'000'000;

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

/// The longest common subsequence of two ranges, by the table of the lengths of what is left.
void add_longest(std::span<const std::string> before, std::span<const std::string> after,
                 std::size_t offset, Pairs& pairs) {
  if (before.size() * after.size() > most_pairs) return;
  const std::size_t width = after.size() + 1;
  std::vector<std::uint32_t> left((before.size() + 1) * width);
  for (std::size_t i = before.size(); i-- > 0;) {
    for (std::size_t j = after.size(); j-- > 0;) {
      left[i * width + j] = before[i] == after[j]
                                ? left[(i + 1) * width + j + 1] + 1
                                : std::max(left[(i + 1) * width + j], left[i * width + j + 1]);
    }
  }
  for (std::size_t i = 0, j = 0; i < before.size() && j < after.size();) {
    if (before[i] == after[j])
      pairs.emplace_back(offset + i++, offset + j++);
    else if (left[(i + 1) * width + j] >= left[i * width + j + 1])
      ++i;
    else
      ++j;
  }
}

}  // namespace

Pairs common_items(std::span<const std::string> before, std::span<const std::string> after) {
  const std::size_t most = std::min(before.size(), after.size());
  std::size_t begin = 0, end = 0;
  while (begin < most && before[begin] == after[begin]) ++begin;
  while (end < most - begin && before[before.size() - 1 - end] == after[after.size() - 1 - end])
    ++end;
  Pairs pairs;
  for (std::size_t i = 0; i < begin; ++i) pairs.emplace_back(i, i);
  add_longest(before.subspan(begin, before.size() - begin - end),
              after.subspan(begin, after.size() - begin - end), begin, pairs);
  for (std::size_t i = end; i > 0; --i) pairs.emplace_back(before.size() - i, after.size() - i);
  return pairs;
}

}  // namespace fairlead
