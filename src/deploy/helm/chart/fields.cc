#include "deploy/helm/chart/fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deploy/helm/chart/documents.h"
#include "tree/scalar.h"

namespace fairlead::helm {

void FieldReader::wrong(Ref value, std::string_view type) {
  if (failure_) return;
  failure_ = Failure{
      Stage::load,
      fmt::format("error unmarshaling JSON: while decoding JSON: json: cannot unmarshal {} into Go "
                  "struct field {} of type {}",
                  json_type(*value), path_, type),
      value.span()};
}

void FieldReader::text(Ref value, std::string& field) {
  if (!value.present()) return;
  if (!value->is_scalar()) return wrong(value, "string");
  field = json_key(*value);
}

void FieldReader::texts(Ref value, std::vector<std::string>& field) {
  if (!is_list(value, "[]string")) return;
  field.clear();
  for (const Node* item : value.items()) text(Ref(item), field.emplace_back());
}

void FieldReader::text_map(Ref value, std::map<std::string, std::string>& field) {
  if (!is_object(value, "map[string]string")) return;
  for (const NamedEntry& entry : named_entries(value)) text(entry.value, field[entry.name]);
}

void FieldReader::flag(Ref value, bool& field) {
  if (!value.present()) return;
  if (value->kind() != Kind::boolean) return wrong(value, "bool");
  field = value.boolean();
}

bool FieldReader::is_object(Ref value, std::string_view type) {
  if (!value.present()) return false;
  if (!value->is_mapping()) wrong(value, type);
  return value->is_mapping();
}

bool FieldReader::is_list(Ref value, std::string_view type) {
  if (!value.present()) return false;
  if (!value->is_sequence()) wrong(value, type);
  return value->is_sequence();
}

std::vector<NamedEntry> named_entries(Ref mapping) {
  std::vector<NamedEntry> all;
  for (const Entry& entry : mapping.entries()) {
    const Node* key = entry.key->resolved();
    if (key && key->is_scalar()) all.push_back({json_key(*key), Ref(entry)});
  }
  std::ranges::stable_sort(all, {}, &NamedEntry::name);
  return all;
}

std::optional<std::size_t> field_called(std::string_view name,
                                        std::span<const std::string_view> fields) {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (equal_ignoring_case(fields[i], name)) return i;
  return std::nullopt;
}

}  // namespace fairlead::helm
