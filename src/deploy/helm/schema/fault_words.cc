#include "deploy/helm/schema/fault_words.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "deploy/helm/chart/go_text.h"
#include "deploy/helm/schema/json_value.h"
#include "gotemplate/strconv/float_text.h"
#include "gotemplate/strconv/quote.h"

namespace fairlead::helm {
namespace {

void put_lines(std::string& out, const SchemaFault& fault, std::size_t depth) {
  // A reference says nothing where it has one cause.
  const bool is_shown = fault.kind != SchemaFault::Kind::reference || fault.causes.size() != 1;
  if (is_shown) {
    if (!out.empty()) out += '\n';
    out += fmt::format("{}- at {}: {}", std::string(2 * depth, ' '), quoted_in_words(fault.path),
                       fault.message);
  }
  for (const SchemaFault& cause : fault.causes) put_lines(out, cause, depth + (is_shown ? 1 : 0));
}

/// Digits in groups of three.
std::string grouped(std::string_view digits) {
  std::string made;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) made += ',';
    made += digits[i];
  }
  return made;
}

std::string superscript(int exponent) {
  constexpr std::string_view digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string made = exponent < 0 ? "⁻" : "";
  for (const char digit : fmt::format("{:02}", std::abs(exponent))) made += digits[digit - '0'];
  return made;
}

}  // namespace

std::string words_of(std::span<const SchemaFault> faults) {
  std::string all;
  for (const SchemaFault& fault : faults) put_lines(all, fault, 0);
  return all;
}

Span first_place(std::span<const SchemaFault> faults) {
  for (const SchemaFault& fault : faults) {
    const Span inner = first_place(fault.causes);
    if (inner.is_place()) return inner;
    if (fault.at.is_place()) return fault.at;
  }
  return {};
}

std::string quoted_in_words(std::string_view text) {
  const std::string quoted = gotemplate::quoted(text);
  std::string made = "'";
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    // A quote needs no escape, but an apostrophe does.
    if (quoted[i] == '\\' && quoted[i + 1] == '"') continue;
    if (quoted[i] == '\'') made += '\\';
    made += quoted[i];
  }
  return made + "'";
}

std::string quoted_list(std::span<const std::string> names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + quoted_in_words(name);
  return all;
}

std::string shown_in_words(Ref value) {
  switch (type_of(value)) {
    case json_null:
      return "<nil>";
    case json_boolean:
      return value.boolean() ? "true" : "false";
    case json_number:
    case json_integer:
      return std::string(value.text());
    case json_string:
      return quoted_in_words(value.text());
    case json_array:
    case json_object:
      return "value";
  }
  __builtin_unreachable();
}

std::string number_in_words(std::int64_t number) {
  const std::string digits = std::to_string(number);
  return number < 0 ? "-" + grouped(std::string_view(digits).substr(1)) : grouped(digits);
}

std::string number_in_words(const Decimal& number) {
  const double value = number.nearest();
  if (std::isinf(value)) return value < 0 ? "-∞" : "∞";
  std::string text = gotemplate::float_text(std::fabs(value), 'e', -1);
  const std::size_t mark = text.find('e');
  int exponent = 0;
  const char* from = text.data() + mark + (text[mark + 1] == '+' ? 2 : 1);
  std::from_chars(from, text.data() + text.size(), exponent);
  const std::string_view sign = value < 0 ? "-" : "";
  if (exponent < -4 || exponent >= 6)
    return fmt::format("{}{}×10{}", sign, std::string_view(text).substr(0, mark),
                       superscript(exponent));
  text = gotemplate::float_text(std::fabs(value), 'f', -1);
  const std::size_t point = std::min(text.find('.'), text.size());
  return fmt::format("{}{}{}", sign, grouped(std::string_view(text).substr(0, point)),
                     std::string_view(text).substr(point));
}

}  // namespace fairlead::helm
