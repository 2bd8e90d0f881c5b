#include "gotemplate/strconv/numbers.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "gotemplate/strconv/quote.h"

namespace fairlead::gotemplate {
namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

char small(char c) { return static_cast<char>(c | 0x20); }

bool has_prefix(std::string_view text) {
  return text.size() >= 2 && text[0] == '0' &&
         (small(text[1]) == 'x' || small(text[1]) == 'o' || small(text[1]) == 'b');
}

std::string_view unsigned_part(std::string_view text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  return text;
}

/// Underscores stand between digits, or between a prefix and a digit.
bool underscores_fit(std::string_view text) {
  text = unsigned_part(text);
  enum { begin, digit, underscore, other } last = begin;
  bool hex = false;
  if (has_prefix(text)) {
    last = digit;
    hex = small(text[1]) == 'x';
    text.remove_prefix(2);
  }
  for (const char c : text) {
    if (digit_of(c) < 10 || (hex && digit_of(c) < 16)) {
      last = digit;
    } else if (c == '_') {
      if (last != digit) return false;
      last = underscore;
    } else {
      if (last == underscore) return false;
      last = other;
    }
  }
  return last != underscore;
}

std::string without_underscores(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != '_') plain += c;
  }
  return plain;
}

/// A base that the prefix names, which is taken away.
int base_of(std::string_view& text) {
  if (text.empty() || text[0] != '0') return 10;
  if (text.size() >= 3 && has_prefix(text)) {
    const char letter = small(text[1]);
    text.remove_prefix(2);
    return letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
  }
  text.remove_prefix(1);
  return 8;
}

std::optional<std::uint64_t> magnitude(std::string_view text, int base) {
  if (text.empty()) return std::nullopt;
  const bool is_zero = text == "0";
  if (base == 0) {
    if (text.find('_') != text.npos && !underscores_fit(text)) return std::nullopt;
    base = base_of(text);
  } else if (text.find('_') != text.npos) {
    return std::nullopt;
  }
  if (is_zero) return 0;
  if (text.empty()) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c == '_') continue;
    const int digit = digit_of(c);
    if (digit >= base) return std::nullopt;
    if (__builtin_mul_overflow(value, static_cast<std::uint64_t>(base), &value) ||
        __builtin_add_overflow(value, static_cast<std::uint64_t>(digit), &value))
      return std::nullopt;
  }
  return value;
}

/// Digits, a point, an exponent behind `letter`; strtod would accept more.
bool is_float(std::string_view text, std::string_view digits, char letter, bool exponent_needed) {
  std::size_t at = 0, count = 0;
  const auto run = [&](std::string_view of) {
    const std::size_t from = at;
    while (at < text.size() && of.find(text[at]) != of.npos) ++at;
    return at - from;
  };
  count += run(digits);
  if (at < text.size() && text[at] == '.') {
    ++at;
    count += run(digits);
  }
  if (count == 0) return false;
  if (at == text.size()) return !exponent_needed;
  if (small(text[at++]) != letter) return false;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  return run("0123456789") > 0 && at == text.size();
}

bool is_float_text(std::string_view plain) {
  const std::string_view text = unsigned_part(plain);
  if (text.size() > 2 && text[0] == '0' && small(text[1]) == 'x')
    return is_float(text.substr(2), "0123456789abcdefABCDEF", 'p', true);
  return is_float(text, "0123456789", 'e', false);
}

void simplify(Number& number) {
  number.is_float = number.complex_value.imag() == 0;
  if (!number.is_float) return;
  const double value = number.float_value = number.complex_value.real();
  constexpr double two_63 = 9223372036854775808.0, two_64 = 18446744073709551616.0;
  number.is_int = value >= -two_63 && value < two_63 && std::trunc(value) == value;
  if (number.is_int) number.int_value = static_cast<std::int64_t>(value);
  number.is_uint = value >= 0 && value < two_64 && std::trunc(value) == value;
  if (number.is_uint) number.uint_value = static_cast<std::uint64_t>(value);
}

std::optional<Number> character(std::string_view text, std::string& error) {
  std::string_view rest;
  const auto rune = unquoted_rune(text, rest);
  if (!rune) {
    error = "invalid syntax";
    return std::nullopt;
  }
  if (rest != "'") {
    error = "malformed character constant: " + std::string(text);
    return std::nullopt;
  }
  Number number;
  number.is_int = number.is_uint = number.is_float = true;
  number.int_value = static_cast<std::int64_t>(*rune);
  number.uint_value = *rune;
  number.float_value = *rune;
  return number;
}

std::optional<Number> complex(std::string_view text, std::string& error) {
  const std::size_t sign = text.find_last_of("+-", text.size() - 2);
  std::size_t cut = sign;
  // The sign of an exponent is none between the parts.
  while (cut != text.npos && cut > 0 &&
         (small(text[cut - 1]) == 'e' || small(text[cut - 1]) == 'p'))
    cut = text.find_last_of("+-", cut - 1);
  const auto imaginary = parsed_float(text.substr(cut, text.size() - 1 - cut));
  const auto real = parsed_float(text.substr(0, cut));
  if (!real || !imaginary) {
    error = "syntax error scanning complex number";
    return std::nullopt;
  }
  Number number;
  number.is_complex = true;
  number.complex_value = {*real, *imaginary};
  simplify(number);
  return number;
}

/// A float that is a whole number serves as one.
void add_whole(Number& number) {
  const double value = number.float_value;
  if (!number.is_int && value >= -9223372036854775808.0 && value < 9223372036854775808.0 &&
      std::trunc(value) == value) {
    number.is_int = true;
    number.int_value = static_cast<std::int64_t>(value);
  }
  if (!number.is_uint && value >= 0 && value < 18446744073709551616.0 &&
      std::trunc(value) == value) {
    number.is_uint = true;
    number.uint_value = static_cast<std::uint64_t>(value);
  }
}

/// Infinity with or without a sign, and NaN, in letters of either case.
std::optional<double> special_float(std::string_view text) {
  std::string word(unsigned_part(text));
  std::ranges::transform(word, word.begin(), small);
  const bool is_signed = word.size() != text.size();
  using Limits = std::numeric_limits<double>;
  if (word == "nan" && !is_signed) return Limits::quiet_NaN();
  if (word != "inf" && word != "infinity") return std::nullopt;
  return text.starts_with('-') ? -Limits::infinity() : Limits::infinity();
}

}  // namespace

std::optional<std::uint64_t> parsed_uint(std::string_view text, int base) {
  return magnitude(text, base);
}

std::optional<std::int64_t> parsed_int(std::string_view text, int base) {
  const bool negative = !text.empty() && text[0] == '-';
  const auto size = magnitude(unsigned_part(text), base);
  constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
  if (!size || *size > most + (negative ? 1u : 0u)) return std::nullopt;
  return static_cast<std::int64_t>(negative ? 0 - *size : *size);
}

std::optional<double> parsed_float(std::string_view text) {
  if (const auto special = special_float(text)) return special;
  if (text.find('_') != text.npos && !underscores_fit(text)) return std::nullopt;
  const std::string plain = without_underscores(text);
  if (!is_float_text(plain)) return std::nullopt;
  const double value = std::strtod(plain.c_str(), nullptr);
  if (std::isinf(value)) return std::nullopt;
  return value;
}

std::optional<Number> number_of(std::string_view text, NumberForm form, std::string& error) {
  if (form == NumberForm::character) return character(text, error);
  if (form == NumberForm::complex) return complex(text, error);
  Number number;
  if (text.ends_with('i')) {
    if (const auto imaginary = parsed_float(text.substr(0, text.size() - 1))) {
      number.is_complex = true;
      number.complex_value = {0, *imaginary};
      simplify(number);
      return number;
    }
  }
  const auto whole = parsed_uint(text, 0);
  const auto with_sign = parsed_int(text, 0);
  number.is_uint = whole || with_sign == 0;
  number.uint_value = whole.value_or(0);
  number.is_int = with_sign.has_value();
  number.int_value = with_sign.value_or(0);
  number.is_float = number.is_int || number.is_uint;
  number.float_value = number.is_int ? static_cast<double>(number.int_value)
                                     : static_cast<double>(number.uint_value);
  if (number.is_float) return number;
  if (const auto value = parsed_float(text)) {
    if (text.find_first_of(".eEpP") == text.npos) {
      error = "integer overflow: " + quoted(text);
      return std::nullopt;
    }
    number.is_float = true;
    number.float_value = *value;
    add_whole(number);
    return number;
  }
  error = "illegal number syntax: " + quoted(text);
  return std::nullopt;
}

}  // namespace fairlead::gotemplate
