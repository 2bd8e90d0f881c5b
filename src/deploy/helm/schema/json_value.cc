#include "deploy/helm/schema/json_value.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "deploy/helm/chart/go_text.h"
#include "tree/scalar.h"

namespace fairlead::helm {
namespace {

constexpr std::pair<JsonType, std::string_view> type_names[] = {
    {json_null, "null"},       {json_boolean, "boolean"}, {json_number, "number"},
    {json_integer, "integer"}, {json_string, "string"},   {json_array, "array"},
    {json_object, "object"}};

bool put_canonical(Ref value, std::string& out);

bool put_object(Ref value, std::string& out) {
  std::vector<std::pair<std::string, Ref>> members;
  for (const Entry& entry : value.entries())
    members.emplace_back(json_key(*entry.key->resolved()), Ref(entry.value));
  std::ranges::sort(members, {},
                    [](const auto& member) -> const std::string& { return member.first; });
  out += '{';
  for (const auto& [key, member] : members) {
    out += std::to_string(key.size()) + ":" + key;
    if (!put_canonical(member, out)) return false;
  }
  out += '}';
  return true;
}

bool put_canonical(Ref value, std::string& out) {
  switch (type_of(value)) {
    case json_null:
      out += 'n';
      return true;
    case json_boolean:
      out += value.boolean() ? 't' : 'f';
      return true;
    case json_number:
    case json_integer: {
      const auto number = number_of(*value);
      if (number) out += number->canonical() + ";";
      return number.has_value();
    }
    case json_string:
      out += std::to_string(value.text().size()) + '"';
      out += value.text();
      return true;
    case json_array:
      out += '[';
      for (const Node* item : value.items())
        if (!put_canonical(Ref(item), out)) return false;
      out += ']';
      return true;
    case json_object:
      return put_object(value, out);
  }
  __builtin_unreachable();
}

/// Whether a text says a number, as Go's big.Rat reads it.
std::optional<bool> says(std::string_view text, const Decimal& number) {
  if (text.find_first_not_of("0123456789+-.") == 0) return false;
  if (const auto said = Decimal::read(text)) return compared(*said, number) == 0;
  // Fractions and other bases are not read.
  if (text.find_first_of("/_xXoObBpP") != std::string_view::npos) return std::nullopt;
  return false;
}

std::optional<bool> is_number(Ref value, Ref wanted) {
  const auto number = number_of(*value);
  if (!number) return std::nullopt;
  if (type_of(wanted) == json_string) return says(wanted.text(), *number);
  if (type_of(wanted) != json_number) return false;
  const auto other = number_of(*wanted);
  if (!other) return std::nullopt;
  return compared(*number, *other) == 0;
}

std::optional<bool> are_items(Ref value, Ref wanted) {
  if (value.items().size() != wanted.items().size()) return false;
  for (std::size_t i = 0; i < value.items().size(); ++i)
    if (const auto same = is_json(value[i], wanted[i]); same != true) return same;
  return true;
}

std::optional<bool> are_members(Ref value, Ref wanted) {
  const auto members = value.entries();
  if (members.size() != wanted.entries().size()) return false;
  for (const Entry& entry : members) {
    const Ref other = wanted[json_key(*entry.key->resolved())];
    if (!other) return false;
    if (const auto same = is_json(Ref(entry.value), other); same != true) return same;
  }
  return true;
}

}  // namespace

std::optional<bool> is_json(Ref value, Ref wanted) {
  if (type_of(value) == json_number) return is_number(value, wanted);
  if (type_of(value) != type_of(wanted)) return false;
  switch (type_of(value)) {
    case json_null:
      return true;
    case json_boolean:
      return value.boolean() == wanted.boolean();
    case json_string:
      return value.text() == wanted.text();
    case json_array:
      return are_items(value, wanted);
    case json_object:
      return are_members(value, wanted);
    case json_number:
    case json_integer:
      return is_number(value, wanted);
  }
  __builtin_unreachable();
}

std::string_view name_of(JsonType type) {
  for (const auto& [known, name] : type_names)
    if (known == type) return name;
  return "";
}

JsonTypes json_type_of(std::string_view name) {
  for (const auto& [type, known] : type_names)
    if (known == name) return type;
  return 0;
}

std::vector<std::string_view> names_of(JsonTypes types) {
  std::vector<std::string_view> names;
  for (const auto& [type, name] : type_names)
    if (types & type) names.push_back(name);
  return names;
}

JsonType type_of(Ref value) {
  if (!value) return json_null;
  switch (value->kind()) {
    case Kind::null:
    case Kind::alias:
      return json_null;
    case Kind::boolean:
      return json_boolean;
    case Kind::integer:
    case Kind::floating:
      return json_number;
    case Kind::string:
      return json_string;
    case Kind::sequence:
      return json_array;
    case Kind::mapping:
      return json_object;
  }
  __builtin_unreachable();
}

std::optional<Decimal> number_of(const Node& node) {
  const bool is_exact = node.syntax() == Syntax::json || is_int64(node);
  return Decimal::read(is_exact ? node.text() : json_value(node));
}

std::optional<std::string> canonical_json(Ref value) {
  std::string made;
  if (!put_canonical(value, made)) return std::nullopt;
  return made;
}

}  // namespace fairlead::helm
