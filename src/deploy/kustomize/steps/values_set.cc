#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "deploy/kustomize/steps/transformers.h"

namespace fairlead::kustomize {

namespace {

/// A mapping with all pairs put into it.
const Node* with_pairs(const Node& map, Ref pairs, Edits& edits) {
  std::vector<Entry> entries;
  std::map<std::string_view, std::size_t> places;
  for (const Entry& entry : map.entries()) {
    places.emplace(entry.key->text(), entries.size());
    entries.push_back(entry);
  }
  bool changed = false;
  for (Entry pair : pairs.entries()) {
    if (pair.value->is_null()) pair.value = edits.text("", pair.key->span());
    const auto [place, is_new] = places.emplace(pair.key->text(), entries.size());
    if (is_new) {
      entries.push_back(pair);
      changed = true;
      continue;
    }
    const Node*& value = entries[place->second].value;
    if (value->is_string() && value->text() == pair.value->text()) continue;
    value = edits.over(*pair.value, value);
    changed = true;
  }
  return changed ? edits.mapping(entries, map) : &map;
}

}  // namespace

std::optional<Refusal> set_pairs(Objects& objects, Ref pairs, std::span<const FieldSpec> fields,
                                 Edits& edits) {
  if (pairs.entries().empty()) return std::nullopt;
  for (Object& object : objects) {
    if (edits.is_exhausted()) break;
    const auto change = [&](const Node* map) {
      if (!map || !map->is_mapping()) map = edits.mapping({}, *object.root);
      return with_pairs(*map, pairs, edits);
    };
    object.root = change_fields(*object.root, object.id(), fields, Make::mapping, pairs.span(),
                                change, edits);
  }
  return std::nullopt;
}

std::optional<Refusal> set_replicas(Objects& objects, Ref entry, std::span<const FieldSpec> fields,
                                    Edits& edits) {
  const Ref count = entry["count"], name = entry["name"];
  if (!count) return Refusal{"an entry of `replicas` has no `count`", entry.span()};
  bool found = false;
  for (const FieldSpec& spec : fields) {
    for (Object& object : objects) {
      const ObjectId id = object.id();
      const auto is_meant = [&](const ObjectId& each) {
        return each.name == name.text() && spec.of.takes(each);
      };
      if (!is_meant(id) && std::ranges::none_of(object.before, is_meant)) continue;
      found = true;
      object.root = change_fields(
          *object.root, id, std::span(&spec, 1), Make::scalar, count.span(),
          [&](const Node* before) { return edits.over(*count, before); }, edits);
    }
  }
  if (found) return std::nullopt;
  return Refusal{fmt::format("nothing that has replicas is called `{}`", name.text()), name.span(),
                 Refusal::Of::absence};
}

}  // namespace fairlead::kustomize
