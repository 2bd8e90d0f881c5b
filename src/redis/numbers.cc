#include "redis/numbers.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <limits>

namespace fairlead::redis {

std::optional<std::int64_t> parse_integer(std::string_view text) {
  constexpr std::size_t longest = 20;  // "-9223372036854775808"
  if (text == "0") return 0;
  const bool negative = text.starts_with('-');
  const std::string_view digits = text.substr(negative ? 1 : 0);
  if (text.size() > longest || digits.empty() || digits.front() < '1' || digits.front() > '9') {
    return std::nullopt;
  }
  std::uint64_t magnitude = 0;
  const std::uint64_t most = std::numeric_limits<std::int64_t>::max();
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (magnitude > (most + 1 - digit) / 10) return std::nullopt;
    magnitude = magnitude * 10 + digit;
  }
  if (!negative && magnitude > most) return std::nullopt;
  return static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude);
}

LooseNumber parse_loosely(std::string_view text, int base) {
  const std::string owned(text);
  char* end = nullptr;
  const long long value = std::strtoll(owned.c_str(), &end, base);
  return {value, *end == '\0'};
}

}  // namespace fairlead::redis
