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

}  // namespace

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
