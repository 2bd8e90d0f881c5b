#include "deploy/compose/value/value.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "tree/scalar_number.h"

namespace fairlead::compose {

std::string_view Value::text() const {
  return node && is_scalar() && !is_null() ? node->text() : std::string_view();
}

bool Value::is_true() const {
  const std::string word = lower(text());
  return word == "true" || word == "y" || word == "yes" || word == "on";
}

Span Value::span() const {
  if (node && node->span().is_place()) return node->span();
  for (const Value& item : items)
    if (const Span at = item.span(); at.is_place()) return at;
  for (const auto* field : in_order(fields)) {
    const Node* key = field->second.key;
    if (key && key->span().is_place()) return key->span();
  }
  return {};
}

Value* Value::find(std::string_view name) {
  const auto place = fields.find(name);
  return place == fields.end() ? nullptr : &place->second.value;
}

const Value* Value::find(std::string_view name) const {
  const auto place = fields.find(name);
  return place == fields.end() ? nullptr : &place->second.value;
}

const Value* Value::present(std::string_view name) const {
  const Value* value = find(name);
  return value && !value->is_null() ? value : nullptr;
}

Value& Value::set(std::string name, const Node* key, Value value) {
  const auto [place, is_new] = fields.try_emplace(std::move(name));
  Field& field = place->second;
  if (is_new) {
    field.key = key;
    field.order = next_order++;
  }
  field.value = std::move(value);
  return field.value;
}

void Value::erase(std::string_view name) {
  const auto place = fields.find(name);
  if (place != fields.end()) fields.erase(place);
}

std::vector<const Fields::value_type*> in_order(const Fields& fields) {
  std::vector<const Fields::value_type*> all;
  all.reserve(fields.size());
  for (const auto& field : fields) all.push_back(&field);
  std::ranges::sort(all, {}, [](const auto* field) { return field->second.order; });
  return all;
}

std::string printed(const Value& scalar) {
  switch (scalar.kind) {
    case Kind::null:
      return "<nil>";
    case Kind::boolean:
      return scalar.is_true() ? "true" : "false";
    case Kind::integer:
    case Kind::floating:
      if (const auto number = scalar_number(scalar.text())) {
        if (number->is_integer)
          return fmt::format("{}{}", number->negative ? "-" : "", number->magnitude);
        return general_number(number->floating);
      }
      return std::string(scalar.text());
    case Kind::string:
      return std::string(scalar.text());
    case Kind::sequence:
    case Kind::mapping:
    case Kind::alias:
      break;
  }
  return {};
}

std::string identity(const Value& value) {
  std::string all;
  if (value.is_sequence()) {
    for (const Value& item : value.items) all += identity(item);
    return fmt::format("[{}]", all);
  }
  if (value.is_mapping()) {
    for (const auto& [name, field] : value.fields)
      all += fmt::format("{}:{}{}", name.size(), name, identity(field.value));
    return fmt::format("{{{}}}", all);
  }
  const std::string text = printed(value);
  return fmt::format("{}{}:{}", static_cast<int>(value.kind), text.size(), text);
}

bool equal(const Value& a, const Value& b) { return identity(a) == identity(b); }

std::size_t size_of(const Value& value) {
  std::size_t size = 1;
  for (const Value& item : value.items) size += size_of(item);
  for (const auto& [name, field] : value.fields) size += size_of(field.value);
  return size;
}

}  // namespace fairlead::compose
