#include "tree/scalar_number.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace fairlead {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string without_underscores(std::string_view text) {
  std::string plain(text);
  std::erase(plain, '_');
  return plain;
}

/// Digits of the base that their prefix names; nothing where one does not fit or 64 bits are too
/// few.
std::optional<std::uint64_t> magnitude(std::string_view digits) {
  int base = 10;
  if (digits.size() > 1 && digits[0] == '0') {
    const char letter = static_cast<char>(digits[1] | 0x20);
    base = letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
    digits.remove_prefix(letter == 'x' || letter == 'b' || letter == 'o' ? 2 : 1);
  }
  std::uint64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
  if (digits.empty() || error != std::errc() || stop != end) return std::nullopt;
  return value;
}

std::optional<ScalarNumber> integer(std::string_view plain) {
  const bool sign_inside = plain.starts_with("0b-") || plain.starts_with("0b+");
  if (sign_inside) return integer(fmt::format("{}0b{}", plain[2], plain.substr(3)));
  ScalarNumber number;
  number.is_integer = true;
  number.negative = plain[0] == '-';
  const bool is_signed = number.negative || plain[0] == '+';
  const auto value = magnitude(plain.substr(is_signed ? 1 : 0));
  if (!value) return std::nullopt;
  constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
  if (number.negative && *value > largest + 1) return std::nullopt;
  if (plain[0] == '+' && *value > largest) return std::nullopt;
  number.magnitude = *value;
  number.floating = static_cast<double>(*value) * (number.negative ? -1 : 1);
  if (*value == 0) number.floating = 0;
  return number;
}

/// Whether it has the form of a decimal float: digits with at most one dot, and an exponent.
bool is_float_shaped(std::string_view text) {
  std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const auto skip_digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - from;
  };
  std::size_t digits = skip_digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    digits += skip_digits();
  }
  if (digits == 0) return false;
  if (at < text.size() && (text[at] | 0x20) == 'e') {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (skip_digits() == 0) return false;
  }
  return at == text.size();
}

std::optional<double> floating(std::string_view text) {
  if (!is_float_shaped(text)) return std::nullopt;
  if (text[0] == '+') text.remove_prefix(1);
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc()) return value;
  // Out of range: too large is no number, too small is zero. strtod tells which.
  value = std::strtod(std::string(text).c_str(), nullptr);
  if (std::isinf(value)) return std::nullopt;
  return value;
}

/// Whether each underscore stands between digits.
bool separates_digits(std::string_view text) {
  for (std::size_t at = text.find('_'); at != text.npos; at = text.find('_', at + 1)) {
    if (at == 0 || !is_digit(text[at - 1])) return false;
    if (at + 1 == text.size() || !is_digit(text[at + 1])) return false;
  }
  return true;
}

struct Digits {
  bool negative = false;
  std::string digits;  // without the dot
  int exponent = 0;    // of the first digit
};

/// The fewest digits that make the number. Read from fmt's, which are linked anyway; the standard
/// library's take 137 KB of tables more.
template <typename Float>
Digits shortest_digits(Float value) {
  const std::string text = fmt::format("{}", std::abs(value));
  const std::size_t e = std::min(text.find('e'), text.size());
  Digits result;
  result.negative = std::signbit(value);
  result.digits = text.substr(0, e);
  const std::size_t dot = std::min(result.digits.find('.'), e);
  result.digits.erase(dot, 1);
  const std::size_t zeros = result.digits.find_first_not_of('0');
  if (zeros == std::string::npos) return {result.negative, "0", 0};
  result.digits = result.digits.substr(zeros, result.digits.find_last_not_of('0') + 1 - zeros);
  result.exponent = static_cast<int>(dot) - 1 - static_cast<int>(zeros);
  if (e < text.size()) result.exponent += std::atoi(text.c_str() + e + 1);
  return result;
}

std::string positional(const Digits& number) {
  const std::size_t count = number.digits.size();
  std::string text = number.negative ? "-" : "";
  if (number.exponent < 0) {
    return text + "0." + std::string(static_cast<std::size_t>(-number.exponent - 1), '0') +
           number.digits;
  }
  const auto whole = static_cast<std::size_t>(number.exponent) + 1;
  if (count <= whole) return text + number.digits + std::string(whole - count, '0');
  return text + number.digits.substr(0, whole) + "." + number.digits.substr(whole);
}

std::string scientific(const Digits& number, int exponent_digits) {
  std::string text = number.negative ? "-" : "";
  text += number.digits[0];
  if (number.digits.size() > 1) text += "." + number.digits.substr(1);
  return text + fmt::format("e{}{:0{}}", number.exponent < 0 ? '-' : '+', std::abs(number.exponent),
                            exponent_digits);
}

}  // namespace

std::optional<ScalarNumber> scalar_number(std::string_view text) {
  if (text.empty() || !(is_digit(text[0]) || text[0] == '.' || text[0] == '-' || text[0] == '+')) {
    return std::nullopt;
  }
  ScalarNumber number;
  if (text[0] == '.') {  // as Go's ParseFloat has it; all others have their underscores taken out
    if (!separates_digits(text)) return std::nullopt;
    const auto value = floating(without_underscores(text));
    if (!value) return std::nullopt;
    number.floating = *value;
    return number;
  }
  const std::string plain = without_underscores(text);
  if (auto whole = integer(plain)) return whole;
  const auto value = floating(plain);
  if (!value) return std::nullopt;
  number.floating = *value;
  return number;
}

std::string json_number(double value) {
  const double size = std::abs(value);
  const Digits digits = shortest_digits(value);
  if (size != 0 && (size < 1e-6 || size >= 1e21)) return scientific(digits, 1);
  return positional(digits);
}

namespace {

/// Go's %g with the fewest digits.
template <typename Float>
std::string general(Float value) {
  const Digits digits = shortest_digits(value);
  if (digits.exponent < -4 || digits.exponent >= 6) return scientific(digits, 2);
  return positional(digits);
}

}  // namespace

std::string general_number(double value) { return general(value); }

std::string json_number_key(double value) { return general(static_cast<float>(value)); }

}  // namespace fairlead
