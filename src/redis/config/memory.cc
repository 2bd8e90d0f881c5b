#include "redis/config/memory.h"

#include <algorithm>
#include <limits>

#include "base/text.h"

namespace fairlead::redis {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t bytes;
};
constexpr Unit units[] = {
    {"", 1},
    {"b", 1},
    {"k", 1000},
    {"kb", 1024},
    {"m", 1000 * 1000},
    {"mb", 1024 * 1024},
    {"g", 1000 * 1000 * 1000},
    {"gb", 1024 * 1024 * 1024},
};

/// As strtoull: what does not fit becomes the greatest number there is.
std::uint64_t saturated(std::string_view digits) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t number = 0;
  for (const char c : digits) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (number > (most - digit) / 10) return most;
    number = number * 10 + digit;
  }
  return number;
}

}  // namespace

std::optional<std::uint64_t> parse_memory(std::string_view text) {
  constexpr std::size_t longest = 127;
  const auto count = std::min(text.find_first_not_of("0123456789"), text.size());
  if (count > longest) return std::nullopt;
  const std::string unit = lower(text.substr(count));
  const auto* found = std::ranges::find(units, std::string_view(unit), &Unit::name);
  if (found == std::end(units)) return std::nullopt;
  return saturated(text.substr(0, count)) * found->bytes;
}

}  // namespace fairlead::redis
