#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/helm/schema/decimal.h"
#include "tree/node.h"

namespace fairlead::helm {

/// The types of JSON, as bits.
using JsonTypes = unsigned;
enum JsonType : JsonTypes {
  json_null = 1,
  json_boolean = 2,
  json_number = 4,
  json_integer = 8,  ///< what a schema asks for; the type of a value is json_number
  json_string = 16,
  json_array = 32,
  json_object = 64,
};
std::string_view name_of(JsonType type);
/// 0 for no type's name.
JsonTypes json_type_of(std::string_view name);
/// Of several, in the order of the enumeration.
std::vector<std::string_view> names_of(JsonTypes types);

JsonType type_of(Ref value);
/// A number: of a text in JSON each digit counts, of values only what a float64 holds, unless
/// `--set` gave it. Nothing where that is too long.
std::optional<Decimal> number_of(const Node& node);
/// Whether Helm takes a value for the wanted one: numbers by what they are, and a number for a text
/// that says it, too (1 is taken where "1" is wanted, and not the other way round). Nothing where a
/// number is too long.
std::optional<bool> is_json(Ref value, Ref wanted);
/// The same text for values that are equal by that, but for such texts; nothing where a number is
/// too long.
std::optional<std::string> canonical_json(Ref value);

}  // namespace fairlead::helm
