#pragma once
#include <complex>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fairlead::gotemplate {

/// Go's strconv.ParseInt, ParseUint (of a base from 2 to 36, or 0: what the prefix says, with
/// underscores) and ParseFloat. Nothing where the syntax is wrong or the value does not fit.
std::optional<std::int64_t> parsed_int(std::string_view text, int base);
std::optional<std::uint64_t> parsed_uint(std::string_view text, int base);
std::optional<double> parsed_float(std::string_view text);

/// A number as it is written in a template, and all that it may be used as.
struct Number {
  bool is_int = false, is_uint = false, is_float = false, is_complex = false;
  std::int64_t int_value = 0;
  std::uint64_t uint_value = 0;
  double float_value = 0;
  std::complex<double> complex_value;
};

/// What kind of token a number is.
enum class NumberForm : std::uint8_t { plain, character, complex };

/// The number, or nothing; then `error` says why, in Go's words.
std::optional<Number> number_of(std::string_view text, NumberForm form, std::string& error);

}  // namespace fairlead::gotemplate
