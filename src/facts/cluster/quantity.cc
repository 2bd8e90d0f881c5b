#include "facts/cluster/quantity.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include "base/text.h"

namespace fairlead {
namespace {

struct Suffix {
  std::string_view text;
  long double factor;
};
constexpr long double k = 1000, ki = 1024;
constexpr Suffix suffixes[] = {
    {"", 1},
    {"m", 1 / k},
    {"k", k},
    {"M", k* k},
    {"G", k* k* k},
    {"T", k* k* k* k},
    {"P", k* k* k* k* k},
    {"E", k* k* k* k* k* k},
    {"Ki", ki},
    {"Mi", ki* ki},
    {"Gi", ki* ki* ki},
    {"Ti", ki* ki* ki* ki},
    {"Pi", ki* ki* ki* ki* ki},
    {"Ei", ki* ki* ki* ki* ki* ki},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `e6`, `E+3` as a power of ten.
std::optional<long double> exponent(std::string_view text) {
  constexpr std::size_t longest = 3;
  if (text.size() < 2 || (text[0] != 'e' && text[0] != 'E')) return std::nullopt;
  text.remove_prefix(1);
  const bool negative = text.front() == '-';
  if (text.front() == '-' || text.front() == '+') text.remove_prefix(1);
  if (text.empty() || text.size() > longest || !std::ranges::all_of(text, is_digit)) {
    return std::nullopt;
  }
  const int power = std::atoi(std::string(text).c_str());
  return std::pow(static_cast<long double>(10), negative ? -power : power);
}

std::optional<long double> factor_of(std::string_view suffix) {
  const auto* found = std::ranges::find(suffixes, suffix, &Suffix::text);
  return found == std::end(suffixes) ? exponent(suffix) : std::optional(found->factor);
}

}  // namespace

std::optional<std::uint64_t> bytes_of_quantity(std::string_view text) {
  constexpr std::size_t longest = 30;
  constexpr long double most = 18446744073709551615.0L;
  const auto end = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string number(text.substr(0, end));
  const bool one_point = std::ranges::count(number, '.') <= 1;
  if (number.size() > longest || !one_point || !std::ranges::any_of(number, is_digit)) {
    return std::nullopt;
  }
  const auto factor = factor_of(text.substr(end));
  if (!factor) return std::nullopt;
  const long double bytes = std::ceil(std::strtold(number.c_str(), nullptr) * *factor);
  if (!(bytes < most)) return std::nullopt;
  return static_cast<std::uint64_t>(bytes);
}

std::optional<std::uint64_t> bytes_of_compose_size(std::string_view text) {
  constexpr std::size_t longest = 30;
  constexpr long double most = 9223372036854775807.0L;
  constexpr std::string_view units = "kmgtp";
  const auto end = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string number(text.substr(0, end));
  const bool digits = std::ranges::any_of(number, is_digit);
  if (number.size() > longest || !digits || std::ranges::count(number, '.') > 1)
    return std::nullopt;
  std::string suffix = lower(text.substr(end));
  if (suffix.starts_with(' ')) suffix.erase(0, 1);
  long double factor = 1;
  if (!suffix.empty() && suffix != "b") {
    const std::size_t unit = units.find(suffix[0]);
    const std::string_view rest = std::string_view(suffix).substr(1);
    if (unit == std::string_view::npos || !(rest.empty() || rest == "b" || rest == "ib"))
      return std::nullopt;
    factor = std::pow(ki, static_cast<long double>(unit + 1));
  }
  const long double bytes = std::floor(std::strtold(number.c_str(), nullptr) * factor);
  if (!(bytes < most)) return std::nullopt;
  return static_cast<std::uint64_t>(bytes);
}

}  // namespace fairlead
