#include "gotemplate/strconv/float_text.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <cstring>

namespace fairlead::gotemplate {
namespace {

/// 0.d1d2d3… times ten to the `point`.
struct Decimal {
  std::string digits;
  int point = 0;
};

/// The digits of what fmt writes as d.ddde±xx or ddd.ddd.
Decimal decimal_of(std::string_view text) {
  Decimal result;
  const std::size_t e = std::min(text.find('e'), text.size());
  const std::size_t dot = std::min(text.find('.'), e);
  for (const char c : text.substr(0, e)) {
    if (c != '.') result.digits += c;
  }
  result.point = static_cast<int>(dot);
  if (e < text.size()) result.point += std::atoi(std::string(text.substr(e + 1)).c_str());
  const std::size_t zeros = result.digits.find_first_not_of('0');
  if (zeros == std::string::npos) return {"", 0};
  result.digits.erase(0, zeros);
  result.point -= static_cast<int>(zeros);
  return result;
}

/// fmt's digits are linked anyway; the standard library's take 137 KB of tables more.
Decimal shortest(double size, int bits) {
  Decimal result = decimal_of(bits == 32 ? fmt::format("{}", static_cast<float>(size))
                                         : fmt::format("{}", size));
  const std::size_t last = result.digits.find_last_not_of('0');
  result.digits.resize(last == std::string::npos ? 0 : last + 1);
  return result;
}

std::string exponent_text(char letter, int exponent) {
  return fmt::format("{}{}{:02}", letter, exponent < 0 ? '-' : '+', std::abs(exponent));
}

std::string scientific(const Decimal& number, int precision, char letter) {
  std::string text(1, number.digits.empty() ? '0' : number.digits[0]);
  if (precision > 0) {
    text += '.';
    for (std::size_t i = 1; i <= static_cast<std::size_t>(precision); ++i)
      text += i < number.digits.size() ? number.digits[i] : '0';
  }
  return text + exponent_text(letter, number.digits.empty() ? 0 : number.point - 1);
}

std::string positional(const Decimal& number, int precision) {
  const auto digit = [&](int i) {
    return i >= 0 && i < static_cast<int>(number.digits.size())
               ? number.digits[static_cast<std::size_t>(i)]
               : '0';
  };
  std::string text;
  for (int i = 0; i < number.point; ++i) text += digit(i);
  if (text.empty()) text = "0";
  if (precision > 0) {
    text += '.';
    for (int i = 0; i < precision; ++i) text += digit(number.point + i);
  }
  return text;
}

/// %e where the exponent is small or large, else %f.
std::string general(double size, char verb, int precision, int bits) {
  Decimal number;
  const bool is_shortest = precision < 0;
  if (is_shortest) {
    number = shortest(size, bits);
  } else {
    precision = std::max(precision, 1);
    number = decimal_of(fmt::format("{:.{}e}", size, precision - 1));
  }
  number.digits.resize(number.digits.find_last_not_of('0') + 1);
  const int digits = static_cast<int>(number.digits.size());
  int bound = precision;
  if (bound > digits && digits >= number.point) bound = digits;
  if (is_shortest) bound = 6;
  const int exponent = number.point - 1;
  if (digits > 0 && (exponent < -4 || exponent >= bound))
    return scientific(number, digits - 1, verb == 'g' ? 'e' : 'E');
  return positional(number, std::max(digits - number.point, 0));
}

std::string exact(double size, char verb, int precision, int bits) {
  const bool is_scientific = verb == 'e' || verb == 'E';
  if (precision < 0) {
    const Decimal number = shortest(size, bits);
    const int digits = static_cast<int>(number.digits.size());
    return is_scientific ? scientific(number, std::max(digits - 1, 0), verb)
                         : positional(number, std::max(digits - number.point, 0));
  }
  if (!is_scientific) return fmt::format("{:.{}f}", size, precision);
  return scientific(decimal_of(fmt::format("{:.{}e}", size, precision)), precision, verb);
}

struct Parts {
  std::uint64_t mantissa = 0;  ///< with the leading one of a normal number
  int exponent = 0;            ///< of its last bit
};

Parts parts_of(double size, int bits) {
  if (bits == 32) {
    const auto narrow = static_cast<float>(size);
    std::uint32_t raw = 0;
    std::memcpy(&raw, &narrow, sizeof raw);
    const int exponent = static_cast<int>(raw >> 23u & 0xffu);
    const std::uint32_t mantissa = raw & 0x7fffffu;
    if (exponent == 0) return {mantissa, -149};
    return {mantissa | 1u << 23u, exponent - 150};
  }
  std::uint64_t raw = 0;
  std::memcpy(&raw, &size, sizeof raw);
  const int exponent = static_cast<int>(raw >> 52u & 0x7ffu);
  const std::uint64_t mantissa = raw & 0xfffffffffffffu;
  if (exponent == 0) return {mantissa, -1074};
  return {mantissa | std::uint64_t{1} << 52u, exponent - 1075};
}

std::string binary(double size, int bits) {
  const Parts parts = parts_of(size, bits);
  return fmt::format("{}p{:+}", parts.mantissa, parts.exponent);
}

std::string hexadecimal(double size, char verb, int precision, int bits) {
  Parts parts = parts_of(size, bits);
  int exponent = 0;
  std::uint64_t mantissa = parts.mantissa;
  if (mantissa != 0) {
    const int shift = __builtin_clzll(mantissa) - 3;  // the leading one goes to bit 60
    mantissa <<= static_cast<unsigned>(shift);
    exponent = parts.exponent - shift + 60;
  }
  if (precision >= 0 && precision < 15) {
    const auto cut = static_cast<unsigned>(60 - 4 * precision);
    const std::uint64_t extra = mantissa & ((std::uint64_t{1} << cut) - 1);
    mantissa >>= cut;
    const std::uint64_t half = std::uint64_t{1} << (cut - 1);
    if (extra > half || (extra == half && (mantissa & 1u))) ++mantissa;
    mantissa <<= cut;
    if (mantissa >> 61u) {
      mantissa >>= 1u;
      ++exponent;
    }
  }
  std::string text = fmt::format("0x{}", mantissa >> 60u);
  std::uint64_t rest = mantissa << 4u;
  if (precision != 0 && (rest != 0 || precision > 0)) {
    text += '.';
    for (int i = 0; precision < 0 ? rest != 0 : i < precision; ++i, rest <<= 4u)
      text += fmt::format("{:x}", rest >> 60u);
  }
  text += exponent_text('p', exponent);
  if (verb == 'X') {
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }
  return text;
}

}  // namespace

std::string float_text(double value, char verb, int precision, int bits) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Inf" : "+Inf";
  const std::string sign = std::signbit(value) ? "-" : "";
  const double size = std::abs(value);
  switch (verb) {
    case 'b':
      return sign + binary(size, bits);
    case 'x':
    case 'X':
      return sign + hexadecimal(size, verb, precision, bits);
    case 'g':
    case 'G':
      return sign + general(size, verb, precision, bits);
    default:
      return sign + exact(size, verb, precision, bits);
  }
}

}  // namespace fairlead::gotemplate
