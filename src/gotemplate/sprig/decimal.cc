#include "gotemplate/sprig/decimal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace fairlead::gotemplate {
namespace {

int digit(char c) { return c - '0'; }
char letter(int digit) { return static_cast<char>('0' + digit); }

std::string without_zeroes(std::string digits) {
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

/// The digits of the same number with a smaller exponent.
std::string scaled(const Decimal& decimal, std::int64_t exponent) {
  if (decimal.digits.empty()) return {};
  return decimal.digits + std::string(static_cast<std::size_t>(decimal.exponent - exponent), '0');
}

bool is_less(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

/// a + sign * b of whole numbers, the first no smaller than the second.
std::string added(std::string a, const std::string& b, int sign) {
  a.insert(0, 1, '0');
  int carry = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    char& at = a[a.size() - 1 - i];
    const int other = i < b.size() ? digit(b[b.size() - 1 - i]) : 0;
    int value = digit(at) + sign * (other + carry);
    carry = value < 0 || value > 9 ? 1 : 0;
    value -= sign * carry * 10;
    at = letter(value);
  }
  return without_zeroes(std::move(a));
}

}  // namespace

Decimal decimal_of(double number) {
  if (number == 0) return {};
  // The shortest spelling that is read as the same number.
  const std::string text = fmt::format("{}", std::abs(number));
  Decimal made;
  made.is_negative = number < 0;
  const std::size_t exponent = text.find('e');
  std::string digits = text.substr(0, exponent);
  if (exponent != text.npos) made.exponent = std::atoll(text.c_str() + exponent + 1);
  if (const std::size_t point = digits.find('.'); point != digits.npos) {
    made.exponent -= static_cast<std::int64_t>(digits.size() - point - 1);
    digits.erase(point, 1);
  }
  made.digits = without_zeroes(std::move(digits));
  return made;
}

double nearest_float(const Decimal& decimal) {
  if (decimal.digits.empty()) return 0;
  const std::string text =
      fmt::format("{}{}e{}", decimal.is_negative ? "-" : "", decimal.digits, decimal.exponent);
  return std::strtod(text.c_str(), nullptr);
}

Decimal sum(const Decimal& a, const Decimal& b) {
  Decimal made;
  made.exponent = std::min(a.exponent, b.exponent);
  std::string first = scaled(a, made.exponent), second = scaled(b, made.exponent);
  const bool swaps = is_less(first, second);
  if (swaps) first.swap(second);
  made.is_negative = swaps ? b.is_negative : a.is_negative;
  made.digits = added(std::move(first), second, a.is_negative == b.is_negative ? 1 : -1);
  return made;
}

Decimal difference(const Decimal& a, const Decimal& b) {
  Decimal other = b;
  other.is_negative = !b.is_negative;
  return sum(a, other);
}

Decimal product(const Decimal& a, const Decimal& b) {
  std::string digits(a.digits.size() + b.digits.size(), '0');
  for (std::size_t i = a.digits.size(); i-- > 0;) {
    int carry = 0;
    for (std::size_t j = b.digits.size(); j-- > 0;) {
      const int value = digit(digits[i + j + 1]) + digit(a.digits[i]) * digit(b.digits[j]) + carry;
      digits[i + j + 1] = letter(value % 10);
      carry = value / 10;
    }
    digits[i] = letter(carry);
  }
  return {without_zeroes(std::move(digits)), a.exponent + b.exponent,
          a.is_negative != b.is_negative};
}

Decimal quotient(const Decimal& a, const Decimal& b) {
  constexpr std::int64_t exponent = -16;
  // a / b = q * 10^exponent: the rest of the powers of ten goes to the side where it is whole.
  const std::int64_t shift = a.exponent - b.exponent - exponent;
  const auto zeroes = [](const std::string& digits, std::int64_t count) {
    return digits.empty()
               ? digits
               : digits +
                     std::string(static_cast<std::size_t>(std::max(count, std::int64_t{0})), '0');
  };
  const std::string above = zeroes(a.digits, shift), below = zeroes(b.digits, -shift);
  std::string digits, rest;
  for (const char c : above) {
    rest = without_zeroes(rest + c);
    int count = 0;
    for (; !is_less(rest, below); ++count) rest = added(std::move(rest), below, -1);
    digits += letter(count);
  }
  digits = without_zeroes(std::move(digits));
  if (!is_less(added(rest, rest, 1), below)) digits = added(std::move(digits), "1", 1);
  return {std::move(digits), exponent, a.is_negative != b.is_negative};
}

}  // namespace fairlead::gotemplate
