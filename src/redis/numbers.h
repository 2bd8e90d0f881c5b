#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace fairlead::redis {

/// The servers' way to read a whole number: an optional minus, no leading zero, 64 bits.
std::optional<std::int64_t> parse_integer(std::string_view text);

/// C's strtoll and the like: blanks, a sign, digits, and what is left over.
struct LooseNumber {
  std::int64_t value = 0;
  bool complete = false;  ///< nothing is left over
};
LooseNumber parse_loosely(std::string_view text, int base = 10);

}  // namespace fairlead::redis
