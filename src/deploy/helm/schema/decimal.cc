#include "deploy/helm/schema/decimal.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace fairlead::helm {
namespace {

constexpr std::int64_t most_places = 1000;

/// Takes the digits that a text begins with.
std::string_view take_digits(std::string_view& text) {
  const std::size_t size = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string_view digits = text.substr(0, size);
  text.remove_prefix(size);
  return digits;
}

std::optional<std::int64_t> exponent_of(std::string_view text) {
  if (text.empty()) return 0;
  text.remove_prefix(1);
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t exponent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return exponent;
}

void strip_zeros(Decimal& number) {
  const std::size_t last = number.digits.find_last_not_of('0');
  const std::size_t kept = last == std::string::npos ? 0 : last + 1;
  number.exponent += static_cast<std::int64_t>(number.digits.size() - kept);
  number.digits.resize(kept);
  number.digits.erase(0, std::min(number.digits.find_first_not_of('0'), number.digits.size()));
  if (!number.is_zero()) return;
  number.exponent = 0;
  number.negative = false;
}

/// How many places stand before the decimal point.
std::int64_t magnitude(const Decimal& number) {
  return static_cast<std::int64_t>(number.digits.size()) + number.exponent;
}

int compared_sizes(const Decimal& a, const Decimal& b) {
  if (a.is_zero() || b.is_zero()) return (b.is_zero() ? 1 : 0) - (a.is_zero() ? 1 : 0);
  if (magnitude(a) != magnitude(b)) return magnitude(a) < magnitude(b) ? -1 : 1;
  return a.digits.compare(b.digits);
}

}  // namespace

std::optional<Decimal> Decimal::read(std::string_view text) {
  Decimal made;
  made.negative = text.starts_with('-');
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  made.digits = take_digits(text);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const std::string_view fraction = take_digits(text);
    made.digits += fraction;
    made.exponent = -static_cast<std::int64_t>(fraction.size());
  }
  if (made.digits.empty() || (!text.empty() && (text[0] | 0x20) != 'e')) return std::nullopt;
  const auto exponent = exponent_of(text);
  if (!exponent || *exponent > most_places || *exponent < -most_places) return std::nullopt;
  made.exponent += *exponent;
  strip_zeros(made);
  if (made.digits.size() > static_cast<std::size_t>(most_places)) return std::nullopt;
  return made;
}

double Decimal::nearest() const {
  const std::string text = fmt::format("{}e{}", digits.empty() ? "0" : digits, exponent);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range)
    value = magnitude(*this) > 0 ? std::numeric_limits<double>::infinity() : 0;
  return negative ? -value : value;
}

std::string Decimal::canonical() const {
  return fmt::format("{}{}e{}", negative ? "-" : "", digits, exponent);
}

int compared(const Decimal& a, const Decimal& b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  return a.negative ? compared_sizes(b, a) : compared_sizes(a, b);
}

std::optional<bool> is_multiple(const Decimal& a, const Decimal& b) {
  if (a.is_zero()) return true;
  if (compared_sizes(a, b) < 0) return false;
  // Both as whole numbers of the smaller power of ten.
  const std::int64_t unit = std::min(a.exponent, b.exponent);
  const auto zeros = static_cast<std::size_t>(b.exponent - unit);
  constexpr std::size_t most_digits = 18;
  if (b.digits.size() + zeros > most_digits) return std::nullopt;
  unsigned long long divisor = 0, rest = 0;
  for (const char digit : b.digits + std::string(zeros, '0'))
    divisor = divisor * 10 + (digit - '0');
  const std::string whole =
      a.digits + std::string(static_cast<std::size_t>(a.exponent - unit), '0');
  for (const char digit : whole) {
    // A remainder has 18 digits at most, and one more fits.
    rest = (rest * 10 + static_cast<unsigned>(digit - '0')) % divisor;
  }
  return rest == 0;
}

}  // namespace fairlead::helm
