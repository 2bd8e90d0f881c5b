#include <fmt/format.h>

#include <charconv>

#include "base/text.h"
#include "deploy/compose/model/typed_lists.h"
#include "deploy/compose/value/spellings.h"
#include "deploy/compose/variables/interpolate.h"
#include "tree/scalar_number.h"

namespace fairlead::compose {

bool TypedScalars::become(Kind kind, std::string_view text, Value& value) {
  value = maker_.retyped(value, kind, text);
  return true;
}

bool TypedScalars::convert(Type type, Value& value) {
  switch (type) {
    case Type::text:
      return text(value);
    case Type::boolean:
      return boolean(value);
    case Type::integer:
      return integer(value);
    case Type::number:
    case Type::cpus:
      return number(value);
    case Type::bytes:
      return bytes(value);
    case Type::duration: {
      const auto duration = value.is_scalar() ? duration_from(printed(value)) : std::nullopt;
      return duration && become(Kind::string, duration_text(*duration), value);
    }
    case Type::mode:
      return mode(value);
    case Type::count:
      return count(value);
    default:
      return false;
  }
}

bool TypedScalars::text(Value& value) {
  if (value.is_string()) return true;
  return value.is_integer() && become(Kind::string, printed(value), value);
}

bool TypedScalars::boolean(Value& value) {
  if (value.is_boolean()) return true;
  if (!value.is_string()) return false;
  const auto made = cast(Cast::boolean, value.text());
  return made && become(made->kind, made->text, value);
}

bool TypedScalars::integer(Value& value) {
  if (value.is_integer()) return become(Kind::integer, printed(value), value);
  if (value.kind == Kind::floating) {
    const auto number = scalar_number(value.text());
    if (!number || !(number->floating > -9e18 && number->floating < 9e18)) return false;
    return become(Kind::integer, fmt::format("{}", static_cast<std::int64_t>(number->floating)),
                  value);
  }
  const auto made = value.is_string() ? cast(Cast::integer, value.text()) : std::nullopt;
  return made && become(made->kind, made->text, value);
}

bool TypedScalars::number(Value& value) {
  double number = 0;
  if (value.is_integer() || value.kind == Kind::floating) {
    const auto read = scalar_number(value.text());
    if (!read) return false;
    number = read->floating;
  } else {
    const std::string_view text = value.text();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!value.is_string() || error != std::errc() || end != text.data() + text.size())
      return false;
  }
  // Its shortest digits are those of 32 bits.
  return become(Kind::floating, fmt::format("{}", static_cast<float>(number)), value);
}

bool TypedScalars::bytes(Value& value) {
  if (value.is_integer()) return become(Kind::string, printed(value), value);
  if (!value.is_string()) {
    value = {};
    return true;
  }
  const auto size = bytes_from(value.text());
  return size && become(Kind::string, fmt::format("{}", *size), value);
}

bool TypedScalars::mode(Value& value) {
  std::uint64_t mode = 0;
  if (value.is_integer()) {
    const auto number = scalar_number(value.text());
    if (!number || number->negative) return false;
    mode = number->magnitude;
  } else {
    const std::string_view text = value.text();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), mode, 8);
    if (!value.is_string() || error != std::errc() || end != text.data() + text.size())
      return false;
  }
  return become(Kind::string, fmt::format("0{:o}", mode), value);
}

bool TypedScalars::count(Value& value) {
  if (value.is_string() && lower(value.text()) == "all") return become(Kind::integer, "-1", value);
  return (value.is_integer() || value.is_string()) && integer(value);
}

}  // namespace fairlead::compose
