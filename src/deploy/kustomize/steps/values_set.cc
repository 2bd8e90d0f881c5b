#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "deploy/kustomize/steps/transformers.h"

namespace fairlead::kustomize {

std::optional<Refusal> set_pairs(Objects& objects, Ref pairs, std::span<const FieldSpec> fields,
                                 Edits& edits) {
  if (!pairs) return std::nullopt;
  for (Object& object : objects) {
    for (const Entry& pair : pairs.entries()) {
      const auto change = [&](const Node* map) {
        if (!map || !map->is_mapping()) map = edits.mapping({}, *object.root);
        const Ref before = Ref(map)[pair.key->text()];
        const Node* value = pair.value;
        if (before && before->is_string() && before->text() == value->text()) return map;
        value = edits.over(*value, before.node());
        return edits.with(*map, pair.key->text(), *value, pair.key->span());
      };
      object.root = change_fields(*object.root, object.id(), fields, Make::mapping,
                                  pair.key->span(), change, edits);
    }
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
