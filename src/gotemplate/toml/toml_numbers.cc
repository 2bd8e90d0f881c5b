// The numbers, words and dates of TOML.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "gotemplate/sprig/moments.h"
#include "gotemplate/strconv/numbers.h"
#include "gotemplate/strconv/quote.h"
#include "gotemplate/toml/toml_scalars.h"

namespace fairlead::gotemplate {
namespace {

constexpr std::string_view decimal_digits = "0123456789";

bool is_digit(char32_t rune) { return rune >= '0' && rune <= '9'; }
bool is_letter(char32_t rune) {
  const char32_t lower = rune | 0x20u;
  return rune < 0x80 ? lower >= 'a' && lower <= 'z' : rune != bad_rune && is_word(rune);
}

std::string shown(char32_t rune) {
  std::string text;
  append_rune(text, rune);
  return text;
}

bool starts_with_zero(std::string_view text) {
  if (text.size() > 2 && (text[0] == '-' || text[0] == '+')) return text[1] == '0';
  return text.size() > 1 && text[0] == '0' && std::string_view("box").find(text[1]) == text.npos;
}

bool underscores_fit(std::string_view text) {
  bool is_behind_digit = false;
  for (const char c : text) {
    if (c == '_' && !is_behind_digit) return false;
    const char lower = static_cast<char>(c | 0x20);
    is_behind_digit = is_digit(static_cast<unsigned char>(c)) || (lower >= 'a' && lower <= 'f');
  }
  return is_behind_digit;
}

bool points_fit(std::string_view text) {
  for (std::size_t at = text.find('.'); at != text.npos; at = text.find('.', at + 1))
    if (at + 1 == text.size() || !is_digit(static_cast<unsigned char>(text[at + 1]))) return false;
  return true;
}

/// The parts between points and exponents.
bool parts_fit(std::string_view text) {
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find_first_of(".eE"));
    if (!part.empty() && !underscores_fit(part)) return false;
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  return true;
}

/// inf and nan, with or without a sign.
bool special_float(std::string_view text, double& value) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  using Limits = std::numeric_limits<double>;
  if (text != "inf" && text != "nan") return false;
  value = text == "inf" ? Limits::infinity() : Limits::quiet_NaN();
  if (is_negative) value = -value;
  return true;
}

/// The layouts of TOML's dates, and the zone that tells of each which it is; "": its own.
struct DateForm {
  std::string_view layout, zone;
};
constexpr DateForm date_forms[] = {
    {"2006-01-02T15:04:05.999999999Z07:00", ""},
    {"2006-01-02T15:04:05.999999999", "datetime-local"},
    {"2006-01-02", "date-local"},
    {"15:04:05.999999999", "time-local"},
    {"2006-01-02T15:04Z07:00", ""},
    {"2006-01-02T15:04", "datetime-local"},
    {"15:04", "time-local"},
};

/// Go's layouts take `1` for `01`.
bool lacks_zero(std::string_view text, std::string_view layout) {
  for (std::size_t i = 0; i < layout.size() && layout[i] != '.' && layout[i] != 'Z'; ++i) {
    const bool is_place = is_digit(static_cast<unsigned char>(layout[i]));
    if (!is_place && (i >= text.size() || text[i] != layout[i])) return true;
  }
  return false;
}

}  // namespace

Value TomlScalars::traced(const Value& value, std::size_t begin) {
  const BuiltText part =
      text_.part(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(cursor_.at()));
  return value.from(heap_.origin_of(heap_.string(part)));
}

bool TomlScalars::word(char32_t first, Value& out) {
  std::size_t begin = cursor_.at() - shown(first).size();
  const bool may_be_float = first == 'i' || first == 'n';
  if (may_be_float && ((cursor_.accept('n') && cursor_.accept('f')) ||
                       (cursor_.accept('a') && cursor_.accept('n'))))
    return floating(begin, out);
  cursor_.back();
  begin = cursor_.at();
  while (is_letter(cursor_.next())) {
  }
  cursor_.back();
  const std::string_view text = cursor_.since(begin);
  if (text != "true" && text != "false")
    return cursor_.fail(fmt::format("expected value but found {} instead", quoted(text)));
  out = traced(Value::boolean(text == "true"), begin);
  return true;
}

bool TomlScalars::signed_number(Value& out) {
  const std::size_t begin = cursor_.at() - 1;
  const char32_t rune = cursor_.next();
  if (rune == 'i' || rune == 'n') {
    const bool is_inf = rune == 'i';
    if (!cursor_.accept(is_inf ? 'n' : 'a') || !cursor_.accept(is_inf ? 'f' : 'n'))
      return cursor_.fail(fmt::format("invalid float: '{}'", cursor_.since(begin)));
    return floating(begin, out);
  }
  if (const char32_t base = rune == '0' ? cursor_.peek() : 0;
      base == 'b' || base == 'o' || base == 'x')
    return cursor_.fail(fmt::format("cannot use sign with non-decimal numbers: '{}{}'",
                                    cursor_.since(begin), static_cast<char>(base)));
  if (rune == '.') return cursor_.fail("floats must start with a digit, not '.'");
  if (!is_digit(rune)) return cursor_.fail("expected a digit but got " + quoted_rune(rune));
  cursor_.skip_all_of("0123456789_");
  const char32_t next = cursor_.peek();
  return next == '.' || next == 'e' || next == 'E' ? floating(begin, out) : integer(begin, out);
}

bool TomlScalars::based_number(std::size_t begin, std::string_view kind, std::string_view digits,
                               Value& out) {
  const char32_t first = cursor_.peek();
  const bool fits =
      first > 0 && first < 0x80 && digits.find(static_cast<char>(first)) != digits.npos;
  if (!fits)
    return cursor_.fail(
        fmt::format("not {} number: '{}{}'", kind, cursor_.since(begin), shown(first)));
  cursor_.skip_all_of(std::string(digits) + "_");
  return integer(begin, out);
}

bool TomlScalars::number_or_date(Value& out) {
  const std::size_t begin = cursor_.at();
  if (cursor_.accept('0')) {
    if (cursor_.accept('b')) return based_number(begin, "a binary", "01", out);
    if (cursor_.accept('o')) return based_number(begin, "an octal", "01234567", out);
    if (cursor_.accept('x'))
      return based_number(begin, "a hexadecimal", "0123456789abcdefABCDEF", out);
  }
  cursor_.skip_all_of(decimal_digits);
  char32_t rune = cursor_.peek();
  const bool is_zero = cursor_.since(begin) == "0";
  if (!is_zero && (rune == '-' || rune == ':')) return date(begin, out);
  if (rune == '_') {
    cursor_.skip_all_of("0123456789_");
    rune = cursor_.peek();
  }
  return rune == '.' || rune == 'e' || rune == 'E' ? floating(begin, out) : integer(begin, out);
}

bool TomlScalars::integer(std::size_t begin, Value& out) {
  if (cursor_.failed()) return false;
  const std::string_view text = cursor_.since(begin);
  if (!underscores_fit(text))
    return cursor_.fail(
        fmt::format("Invalid integer {}: underscores must be surrounded by digits", quoted(text)));
  if (starts_with_zero(text))
    return cursor_.fail(
        fmt::format("Invalid integer {}: cannot have leading zeroes", quoted(text)));
  const auto value = parsed_int(text, 0);
  if (!value) return cursor_.fail(fmt::format("{} is out of range for int64", text));
  out = traced(Value::integer(*value, Type::int64), begin);
  return true;
}

bool TomlScalars::floating(std::size_t begin, Value& out) {
  cursor_.skip_all_of("0123456789_.-+eE");
  if (cursor_.failed()) return false;
  const std::string_view text = cursor_.since(begin);
  const auto invalid = [&](std::string_view why) {
    return cursor_.fail(fmt::format("Invalid float {}: {}", quoted(text), why));
  };
  double value = 0;
  if (!special_float(text, value)) {
    if (!parts_fit(text)) return invalid("underscores must be surrounded by digits");
    const std::size_t first = text.find_first_not_of(".eE");
    if (starts_with_zero(text.substr(first, text.find_first_of(".eE", first) - first)))
      return invalid("cannot have leading zeroes");
    if (!points_fit(text)) return invalid("'.' must be followed by one or more digits");
    std::string plain(text);
    std::erase(plain, '_');
    char* end = nullptr;
    value = std::strtod(plain.c_str(), &end);
    if (*end != '\0') return cursor_.fail(fmt::format("Invalid float value: {}", quoted(text)));
    if (std::isinf(value)) return cursor_.fail(fmt::format("{} is out of range for float64", text));
  }
  out = traced(Value::floating(value), begin);
  return true;
}

bool TomlScalars::date(std::size_t begin, Value& out) {
  cursor_.skip_all_of("0123456789-:Tt .Zz+");
  if (cursor_.failed()) return false;
  std::string_view text = cursor_.since(begin);
  text = text.substr(0, text.find_last_not_of(' ') + 1);
  std::string plain(text);
  std::ranges::transform(plain, plain.begin(), [](char c) {
    return c == 'z' ? 'Z' : c == 't' || c == ' ' ? 'T' : c;
  });
  const std::string why = "invalid datetime: " + quoted(plain);
  for (const DateForm& form : date_forms) {
    std::string error;
    std::optional<Moment> moment = parsed_moment(form.layout, plain, error);
    if (!moment) continue;
    if (lacks_zero(plain, form.layout)) return cursor_.fail(why);
    if (!form.zone.empty()) moment->zone = form.zone;
    out = traced(moment_value(heap_, *moment), begin);
    return true;
  }
  return cursor_.fail(why);
}

}  // namespace fairlead::gotemplate
