#include <fmt/format.h>

#include "deploy/helm/schema/compiler.h"
#include "tree/scalar.h"

// What each keyword makes of a Schema.

namespace fairlead::helm {
namespace {

constexpr std::string_view schema_number_too_long = "a number of the schema is too long";

constexpr std::pair<std::string_view, Size> sizes[] = {
    {"minProperties", Size::min_properties}, {"maxProperties", Size::max_properties},
    {"minItems", Size::min_items},           {"maxItems", Size::max_items},
    {"minLength", Size::min_length},         {"maxLength", Size::max_length}};

std::vector<std::string> strings_of(Ref list) {
  std::vector<std::string> all;
  for (const Node* item : list.items()) {
    const Ref value(item);
    if (value && value->is_string()) all.emplace_back(value.text());
  }
  return all;
}

}  // namespace

Ref Compiler::member(std::string_view keyword) const {
  for (const auto& [name, value] : members_)
    if (name == keyword) return value;
  return {};
}

const Schema* Compiler::in(std::string_view keyword) {
  const Ref value = member(keyword);
  return value ? at(pointer_ + pointer_step(keyword), value) : nullptr;
}

std::vector<const Schema*> Compiler::list_in(std::string_view keyword) {
  std::vector<const Schema*> all;
  for (const Node* item : member(keyword).items())
    all.push_back(
        at(fmt::format("{}{}/{}", pointer_, pointer_step(keyword), all.size()), Ref(item)));
  return all;
}

SchemaMap Compiler::map_in(std::string_view keyword) {
  SchemaMap all;
  for (const Entry& entry : member(keyword).entries()) {
    std::string name = json_key(*entry.key->resolved());
    const std::string pointer = pointer_ + pointer_step(keyword) + pointer_step(name);
    all.emplace(std::move(name), at(pointer, Ref(entry)));
  }
  return all;
}

Additional Compiler::additional_in(std::string_view keyword) {
  const Ref value = member(keyword);
  if (value && type_of(value) == json_boolean) return {value.boolean(), nullptr};
  return {std::nullopt, in(keyword)};
}

std::string Compiler::string_in(std::string_view keyword) const {
  const Ref value = member(keyword);
  return value && value->is_string() ? std::string(value.text()) : "";
}

std::optional<Decimal> Compiler::number_in(std::string_view keyword) {
  const Ref value = member(keyword);
  if (!value || type_of(value) != json_number) return std::nullopt;
  auto number = number_of(*value);
  if (!number) decline(schema_number_too_long, value);
  return number;
}

std::optional<std::int64_t> Compiler::count_in(std::string_view keyword) {
  const auto number = number_in(keyword);
  if (!number || !number->is_whole()) return std::nullopt;
  const double nearest = number->nearest();
  constexpr double most = 9e15;
  if (nearest <= most && nearest >= -most) return static_cast<std::int64_t>(nearest);
  decline(schema_number_too_long, member(keyword));
  return std::nullopt;
}

void Compiler::fill_object(Schema& schema) {
  schema.ref = referred("$ref");
  if (!schema.ref || schema.draft >= 2019) {
    fill_applicators(schema);
    fill_objects(schema);
    fill_limits(schema);
  }
  // Drafts 6 and 7 read these beside a `$ref`, too.
  if (schema.draft >= 6) {
    schema.contains = in("contains");
    schema.property_names = in("propertyNames");
    schema.constant = member("const");
  }
  if (schema.draft >= 7) fill_condition(schema);
  if (schema.draft >= 2019) fill_2019(schema);
  if (schema.draft >= 2020) fill_2020(schema);
}

void Compiler::fill_applicators(Schema& schema) {
  schema.all_of = list_in("allOf");
  schema.any_of = list_in("anyOf");
  schema.one_of = list_in("oneOf");
  schema.negated = in("not");
  if (schema.draft >= 2020) return;
  if (const Ref items = member("items"); items && items->is_sequence()) {
    schema.first_items = list_in("items");
    schema.additional_items = additional_in("additionalItems");
  } else {
    schema.items = in("items");
  }
}

void Compiler::fill_objects(Schema& schema) {
  schema.properties = map_in("properties");
  for (const auto& [name, each] : map_in("patternProperties"))
    if (auto pattern = regex(name, "patternProperties"))
      schema.pattern_properties.emplace_back(std::move(*pattern), each);
  schema.additional_properties = additional_in("additionalProperties");
  schema.required = strings_of(member("required"));
  for (const Entry& entry : member("dependencies").entries()) {
    const std::string name = json_key(*entry.key->resolved());
    const Ref value(entry);
    if (value && value->is_sequence())
      schema.dependency_names[name] = strings_of(value);
    else
      schema.dependencies[name] = at(pointer_ + "/dependencies" + pointer_step(name), value);
  }
}

void Compiler::fill_limits(Schema& schema) {
  const Ref type = member("type");
  if (type && type->is_string()) schema.types = json_type_of(type.text());
  for (const std::string& name : strings_of(type)) schema.types |= json_type_of(name);
  fill_choices(schema);
  fill_bounds(schema);
  for (const auto& [name, size] : sizes)
    schema.sizes[static_cast<std::size_t>(size)] = count_in(name);
  schema.unique_items = member("uniqueItems").boolean();
  if (const Ref value = member("pattern"); value && value->is_string()) {
    schema.pattern_text = value.text();
    schema.pattern = regex(schema.pattern_text, "pattern");
  }
  if (schema.draft < 2019 || asserts_formats_) {
    schema.format = string_in("format");
    schema.format_check = format_check(schema.format);
  }
}

void Compiler::fill_choices(Schema& schema) {
  const Ref value = member("enum");
  if (!value || !value->is_sequence()) return;
  schema.choices.emplace();
  for (const Node* item : value.items()) {
    schema.choices->emplace_back(item);
    schema.choice_types |= type_of(Ref(item));
  }
}

void Compiler::fill_bounds(Schema& schema) {
  const auto set = [&](Bound bound, std::optional<Decimal> number) {
    schema.bounds[static_cast<std::size_t>(bound)] = std::move(number);
  };
  set(Bound::multiple_of, number_in("multipleOf"));
  const auto pair = [&](std::string_view name, Bound bound, std::string_view exclusive_name,
                        Bound exclusive) {
    // In draft 4 the other keyword is a boolean.
    const bool is_exclusive = member(exclusive_name).boolean();
    set(is_exclusive ? exclusive : bound, number_in(name));
    if (!is_exclusive) set(exclusive, number_in(exclusive_name));
  };
  pair("maximum", Bound::maximum, "exclusiveMaximum", Bound::exclusive_maximum);
  pair("minimum", Bound::minimum, "exclusiveMinimum", Bound::exclusive_minimum);
}

void Compiler::fill_condition(Schema& schema) {
  schema.condition = in("if");
  if (!schema.condition) return;
  const bool is_known = type_of(member("if")) == json_boolean;
  if (!is_known || member("if").boolean()) schema.consequence = in("then");
  if (!is_known || !member("if").boolean()) schema.alternative = in("else");
}

void Compiler::fill_2019(Schema& schema) {
  schema.recursive_ref = referred("$recursiveRef");
  schema.recursive_anchor = member("$recursiveAnchor").boolean();
  if (schema.contains) {
    schema.sizes[static_cast<std::size_t>(Size::min_contains)] = count_in("minContains");
    schema.sizes[static_cast<std::size_t>(Size::max_contains)] = count_in("maxContains");
  }
  for (const Entry& entry : member("dependentRequired").entries())
    schema.dependent_required[json_key(*entry.key->resolved())] = strings_of(Ref(entry));
  schema.dependent_schemas = map_in("dependentSchemas");
  schema.unevaluated_items = in("unevaluatedItems");
  schema.unevaluated_properties = in("unevaluatedProperties");
}

void Compiler::fill_2020(Schema& schema) {
  schema.dynamic_ref = referred("$dynamicRef");
  if (schema.dynamic_ref) {
    std::string fragment, error;
    url_unescaped(split_url(string_in("$dynamicRef")).second, fragment, error);
    if (!fragment.starts_with('/')) schema.dynamic_ref_anchor = fragment;
  }
  schema.dynamic_anchor = string_in("$dynamicAnchor");
  schema.first_items = list_in("prefixItems");
  schema.items = in("items");
}

}  // namespace fairlead::helm
