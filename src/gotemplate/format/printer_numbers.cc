// Booleans and numbers.
#include <fmt/format.h>

#include <complex>

#include "gotemplate/format/printer.h"
#include "gotemplate/strconv/float_text.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::gotemplate {

void Printer::boolean(const Value& value, char32_t verb) {
  if (verb != 't' && verb != 'v') return wrong_verb(value, verb);
  pad(value.boolean() ? "true" : "false", value);
}

void Printer::integer(const Value& value, char32_t verb) {
  const bool negative = value.is_int() && value.integer() < 0;
  const std::uint64_t bits =
      value.is_int() ? static_cast<std::uint64_t>(value.integer()) : value.natural();
  const std::uint64_t size = negative ? 0 - bits : bits;
  switch (verb) {
    case 'v':
      if (flags_.sharp_v && value.is_uint()) {
        const bool sharp = std::exchange(flags_.sharp, true);
        integer(size, false, 16, 'x', value);
        flags_.sharp = sharp;
        return;
      }
      return integer(size, negative, 10, verb, value);
    case 'd':
      return integer(size, negative, 10, verb, value);
    case 'b':
      return integer(size, negative, 2, verb, value);
    case 'o':
    case 'O':
      return integer(size, negative, 8, verb, value);
    case 'x':
    case 'X':
      return integer(size, negative, 16, verb, value);
    case 'c':
    case 'q':
      return rune(value, verb);
    case 'U':
      return unicode(value);
    default:
      return wrong_verb(value, verb);
  }
}

void Printer::integer(std::uint64_t size, bool negative, int base, char32_t verb,
                      const Value& from) {
  int digits_wanted = 0;
  if (flags_.has_precision) {
    digits_wanted = flags_.precision;
    if (digits_wanted == 0 && size == 0) {
      const bool zero = std::exchange(flags_.zero, false);
      if (flags_.has_width) padding(flags_.width);
      flags_.zero = zero;
      return;
    }
  } else if (flags_.zero && !flags_.minus && flags_.has_width) {
    // Zeros go to the left only, and leave room for a sign.
    digits_wanted = flags_.width - (negative || flags_.plus || flags_.space ? 1 : 0);
  }
  std::string text = base == 10    ? fmt::format("{}", size)
                     : base == 8   ? fmt::format("{:o}", size)
                     : base == 2   ? fmt::format("{:b}", size)
                     : verb == 'X' ? fmt::format("{:X}", size)
                                   : fmt::format("{:x}", size);
  const auto wanted = static_cast<std::size_t>(std::max(digits_wanted, 0));
  if (text.size() < wanted) {
    if (!has_room(wanted)) return;
    text.insert(0, wanted - text.size(), '0');
  }
  if (flags_.sharp && base == 2) text.insert(0, "0b");
  if (flags_.sharp && base == 8 && text[0] != '0') text.insert(0, "0");
  if (flags_.sharp && base == 16) text.insert(0, verb == 'X' ? "0X" : "0x");
  if (verb == 'O') text.insert(0, "0o");
  if (negative || flags_.plus || flags_.space)
    text.insert(0, 1, negative ? '-' : flags_.plus ? '+' : ' ');
  const bool zero = std::exchange(flags_.zero, false);
  pad(text, from);
  flags_.zero = zero;
}

namespace {

/// An integer's bits.
std::uint64_t bits_of(const Value& value) {
  return value.is_int() ? static_cast<std::uint64_t>(value.integer()) : value.natural();
}

}  // namespace

void Printer::unicode(const Value& value) {
  const std::uint64_t code = bits_of(value);
  const int precision = std::max(flags_.has_precision ? flags_.precision : 4, 4);
  if (!has_room(static_cast<std::uint64_t>(precision))) return;
  std::string text = fmt::format("U+{:0{}X}", code, precision);
  if (flags_.sharp && code <= 0x10ffff && is_printable(static_cast<char32_t>(code))) {
    text += " '";
    append_rune(text, static_cast<char32_t>(code));
    text += '\'';
  }
  const bool zero = std::exchange(flags_.zero, false);
  pad(text, value);
  flags_.zero = zero;
}

/// %c and %q of a number.
void Printer::rune(const Value& value, char32_t verb) {
  const std::uint64_t code = bits_of(value);
  const char32_t one = code > 0x10ffff ? bad_rune : static_cast<char32_t>(code);
  std::string text;
  if (verb == 'c')
    append_rune(text, one);
  else
    text = quoted_rune(one, flags_.plus ? Letters::ascii : Letters::all);
  pad(text, value);
}

void Printer::floating(const Value& value, char32_t verb) {
  const int bits = value.type() == Type::float32 ? 32 : 64;
  switch (verb) {
    case 'v':
      return floating(value.floating(), 'g', -1, bits, value);
    case 'b':
    case 'g':
    case 'G':
    case 'x':
    case 'X':
      return floating(value.floating(), static_cast<char>(verb), -1, bits, value);
    case 'f':
    case 'e':
    case 'E':
      return floating(value.floating(), static_cast<char>(verb), 6, bits, value);
    case 'F':
      return floating(value.floating(), 'f', 6, bits, value);
    default:
      return wrong_verb(value, verb);
  }
}

namespace {

/// What `#` adds to a float: its point, and for %g the zeros up to `digits` digits.
std::string with_point(std::string_view number, char verb, int precision) {
  int digits = 0;
  if (verb == 'g' || verb == 'G' || verb == 'x') digits = precision == -1 ? 6 : precision;
  std::string head, tail;
  bool has_point = false, has_digit = false;
  for (std::size_t i = 1; i < number.size(); ++i) {
    const char c = number[i];
    if (c == 'p' || c == 'P' || ((c == 'e' || c == 'E') && verb != 'x' && verb != 'X')) {
      tail = number.substr(i);
      number = number.substr(0, i);
      break;
    }
    if (c == '.') {
      has_point = true;
      continue;
    }
    has_digit = has_digit || c != '0';
    if (has_digit) --digits;
  }
  head = number;
  if (!has_point) {
    // A leading digit 0 counts once.
    if (head.size() == 2 && head[1] == '0') --digits;
    head += '.';
  }
  if (digits > 0) head.append(static_cast<std::size_t>(digits), '0');
  return head + tail;
}

}  // namespace

void Printer::floating(double number, char verb, int precision, int bits, const Value& from) {
  if (flags_.has_precision) precision = flags_.precision;
  if (precision > 0 && !has_room(static_cast<std::uint64_t>(precision))) return;
  // The sign is always there; it goes where it is not wanted.
  std::string text = float_text(number, verb, precision, bits);
  if (text[0] != '-' && text[0] != '+') text.insert(0, "+");
  if (flags_.space && text[0] == '+' && !flags_.plus) text[0] = ' ';
  if (text[1] == 'I' || text[1] == 'N') {
    const bool zero = std::exchange(flags_.zero, false);
    const bool bare = text[1] == 'N' && !flags_.space && !flags_.plus;
    pad(std::string_view(text).substr(bare ? 1 : 0), from);
    flags_.zero = zero;
    return;
  }
  if (flags_.sharp && verb != 'b') text = with_point(text, verb, precision);
  const bool shows_sign = flags_.plus || text[0] != '+';
  if (shows_sign && flags_.zero && !flags_.minus && flags_.has_width &&
      flags_.width > static_cast<int>(text.size())) {
    put_made(text.substr(0, 1), from);
    padding(flags_.width - static_cast<int>(text.size()));
    return put_made(text.substr(1), from);
  }
  pad(std::string_view(text).substr(shows_sign ? 0 : 1), from);
}

void Printer::complex(const Value& value, char32_t verb) {
  if (std::u32string_view(U"vbgGxXfFeE").find(verb) == std::u32string_view::npos)
    return wrong_verb(value, verb);
  const auto part = [&](double number) {
    floating(Value::floating(number).from(value.origin()), verb);
  };
  put("(");
  part(value.complex().real());
  const bool plus = std::exchange(flags_.plus, true);
  part(value.complex().imag());
  put("i)");
  flags_.plus = plus;
}

}  // namespace fairlead::gotemplate
