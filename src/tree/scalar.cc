#include "tree/scalar.h"

#include <fmt/core.h>

#include <array>
#include <cmath>

#include "tree/scalar_number.h"

namespace fairlead {
namespace {

enum class Word : std::uint8_t { yes, no, nothing, infinite, minus_infinite, not_a_number };

struct Spelling {
  std::string_view text;
  Word word;
};

/// The words that go-yaml v2 gives a meaning, in the only forms it knows: `yEs` is a string.
constexpr std::array spellings = {
    Spelling{"y", Word::yes},
    Spelling{"Y", Word::yes},
    Spelling{"yes", Word::yes},
    Spelling{"Yes", Word::yes},
    Spelling{"YES", Word::yes},
    Spelling{"true", Word::yes},
    Spelling{"True", Word::yes},
    Spelling{"TRUE", Word::yes},
    Spelling{"on", Word::yes},
    Spelling{"On", Word::yes},
    Spelling{"ON", Word::yes},
    Spelling{"n", Word::no},
    Spelling{"N", Word::no},
    Spelling{"no", Word::no},
    Spelling{"No", Word::no},
    Spelling{"NO", Word::no},
    Spelling{"false", Word::no},
    Spelling{"False", Word::no},
    Spelling{"FALSE", Word::no},
    Spelling{"off", Word::no},
    Spelling{"Off", Word::no},
    Spelling{"OFF", Word::no},
    Spelling{"", Word::nothing},
    Spelling{"~", Word::nothing},
    Spelling{"null", Word::nothing},
    Spelling{"Null", Word::nothing},
    Spelling{"NULL", Word::nothing},
    Spelling{".nan", Word::not_a_number},
    Spelling{".NaN", Word::not_a_number},
    Spelling{".NAN", Word::not_a_number},
    Spelling{".inf", Word::infinite},
    Spelling{".Inf", Word::infinite},
    Spelling{".INF", Word::infinite},
    Spelling{"+.inf", Word::infinite},
    Spelling{"+.Inf", Word::infinite},
    Spelling{"+.INF", Word::infinite},
    Spelling{"-.inf", Word::minus_infinite},
    Spelling{"-.Inf", Word::minus_infinite},
    Spelling{"-.INF", Word::minus_infinite},
};

const Spelling* spelling(std::string_view text) {
  constexpr std::size_t longest = 5;
  if (text.size() > longest) return nullptr;
  for (const Spelling& candidate : spellings) {
    if (candidate.text == text) return &candidate;
  }
  return nullptr;
}

Kind kind_of(Word word) {
  switch (word) {
    case Word::yes:
    case Word::no:
      return Kind::boolean;
    case Word::nothing:
      return Kind::null;
    case Word::infinite:
    case Word::minus_infinite:
    case Word::not_a_number:
      return Kind::floating;
  }
  __builtin_unreachable();
}

std::string_view odd_float(std::string_view text) {
  const Spelling* found = spelling(text);
  if (!found) return {};
  if (found->word == Word::infinite) return ".inf";
  if (found->word == Word::minus_infinite) return "-.inf";
  return found->word == Word::not_a_number ? ".nan" : "";
}

std::string_view boolean_text(std::string_view text) {
  const Spelling* found = spelling(text);
  return found && found->word == Word::yes ? "true" : "false";
}

/// As Go's encoding/json does it for HTML's sake: <, >, & and the line separators are escaped too.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += {'\\', c};
    } else if (c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f') {
      result += {'\\', c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c == '\b' ? 'b' : 'f'};
    } else if (byte < 0x20 || c == '<' || c == '>' || c == '&') {
      result += fmt::format("\\u{:04x}", byte);
    } else if (text.substr(i, 3) == "\u2028" || text.substr(i, 3) == "\u2029") {
      result += text[i + 2] == '\xa8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      result += c;
    }
  }
  return result + '"';
}

constexpr std::string_view core_tags = "tag:yaml.org,2002:";

}  // namespace

Kind plain_scalar_kind(std::string_view text) {
  if (text.empty()) return Kind::null;
  switch (text[0]) {
    case '.':
    case '+':
    case '-':
    case '~':
    case 'y':
    case 'Y':
    case 'n':
    case 'N':
    case 't':
    case 'T':
    case 'f':
    case 'F':
    case 'o':
    case 'O':
      if (const Spelling* found = spelling(text)) return kind_of(found->word);
      break;
    default:
      break;
  }
  if (text[0] > '9') return Kind::string;
  const auto number = scalar_number(text);
  if (!number) return Kind::string;
  return number->is_integer ? Kind::integer : Kind::floating;
}

Kind tagged_scalar_kind(std::string_view tag, std::string_view text, Style style) {
  const Kind untagged = style == Style::plain ? plain_scalar_kind(text) : Kind::string;
  if (!tag.starts_with(core_tags)) return Kind::string;
  const std::string_view name = tag.substr(core_tags.size());
  if (name == "timestamp") return untagged;
  const Kind fitting = plain_scalar_kind(text);
  if (name == "int") return fitting == Kind::integer ? fitting : untagged;
  if (name == "bool") return fitting == Kind::boolean ? fitting : untagged;
  if (name == "null") return fitting == Kind::null ? fitting : untagged;
  if (name == "float") {
    return fitting == Kind::integer || fitting == Kind::floating ? Kind::floating : untagged;
  }
  return Kind::string;
}

Kind kyaml_scalar_kind(std::string_view tag, std::string_view text, Style style) {
  const bool tagged = !tag.empty() && tag != "!";
  const Kind kind = tagged                  ? tagged_scalar_kind(tag, text, style)
                    : style == Style::plain ? plain_scalar_kind(text)
                                            : Kind::string;
  const char first = text.empty() ? '\0' : static_cast<char>(text[0] | 0x20);
  return kind == Kind::boolean && first != 't' && first != 'f' ? Kind::string : kind;
}

std::string_view unfit_type(std::string_view tag, Kind kind) {
  constexpr std::pair<std::string_view, Kind> types[] = {{"int", Kind::integer},
                                                         {"float", Kind::floating},
                                                         {"bool", Kind::boolean},
                                                         {"null", Kind::null}};
  if (!tag.starts_with(core_tags)) return {};
  for (const auto& [name, fitting] : types) {
    if (tag.substr(core_tags.size()) == name) return kind == fitting ? std::string_view() : name;
  }
  return {};
}

std::string json_value(const Node& scalar) {
  const std::string_view text = scalar.text();
  switch (scalar.kind()) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return std::string(boolean_text(text));
    case Kind::integer:
    case Kind::floating:
      if (const auto odd = odd_float(text); !odd.empty()) return std::string(odd);
      if (const auto number = scalar_number(text)) return json_number(number->floating);
      return "null";
    case Kind::string:
    case Kind::sequence:
    case Kind::mapping:
    case Kind::alias:
      return quoted(text);
  }
  __builtin_unreachable();
}

std::string json_key(const Node& scalar) {
  const std::string_view text = scalar.text();
  if (scalar.kind() == Kind::boolean) return std::string(boolean_text(text));
  if (scalar.kind() == Kind::null) return "null";
  if (scalar.kind() != Kind::integer && scalar.kind() != Kind::floating) return std::string(text);
  if (const auto odd = odd_float(text); !odd.empty()) return std::string(odd);
  const auto number = scalar_number(text);
  if (!number) return std::string(text);
  if (!number->is_integer || scalar.kind() == Kind::floating)
    return json_number_key(number->floating);
  return fmt::format("{}{}", number->negative && number->magnitude ? "-" : "", number->magnitude);
}

std::string_view json_type(const Node& node) {
  switch (node.kind()) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "bool";
    case Kind::integer:
    case Kind::floating:
      return "number";
    case Kind::string:
      return "string";
    case Kind::sequence:
      return "array";
    case Kind::mapping:
      return "object";
    case Kind::alias:
      return "null";
  }
  __builtin_unreachable();
}

}  // namespace fairlead
