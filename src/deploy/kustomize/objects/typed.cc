#include "deploy/kustomize/objects/typed.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deploy/kustomize/tables/kustomization_fields.h"
#include "deploy/kustomize/trees/plain_tree.h"
#include "tree/scalar.h"

namespace fairlead::kustomize {
namespace {

std::string_view words_of(Holds holds) {
  switch (holds) {
    case Holds::text:
      return "a string";
    case Holds::flag:
      return "true or false";
    case Holds::number:
      return "a whole number";
    case Holds::texts:
      return "a list of strings";
    case Holds::pairs:
      return "a mapping of strings";
    case Holds::object:
      return "a mapping";
    case Holds::objects:
      return "a list of mappings";
  }
  __builtin_unreachable();
}

class Typed {
 public:
  explicit Typed(Edits& edits) : edits_(edits) {}

  const Node* object(const Node& map, std::span<const FieldType> fields, std::string_view path) {
    std::vector<Entry> entries;
    bool changed = false;
    for (const Entry& entry : map.entries()) {
      const FieldType* field = field_of(entry.key->text(), fields);
      if (!field) {
        refuse(entry.key->span(), unknown(entry.key->text(), fields, path));
        continue;
      }
      const std::string below =
          path.empty() ? std::string(field->name) : fmt::format("{}.{}", path, field->name);
      Entry made{entry.key, value(*entry.value, *field, below)};
      if (entry.key->text() != field->name) made.key = edits_.text(field->name, entry.key->span());
      changed = changed || made.key != entry.key || made.value != entry.value;
      entries.push_back(made);
    }
    return changed ? edits_.mapping(entries, map) : &map;
  }

  const std::optional<Refusal>& refusal() const { return refusal_; }

 private:
  static const FieldType* field_of(std::string_view key, std::span<const FieldType> fields) {
    for (const FieldType& field : fields)
      if (field.name == key) return &field;
    for (const FieldType& field : fields)
      if (equal_ignoring_case(field.name, key)) return &field;
    return nullptr;
  }

  static std::string unknown(std::string_view key, std::span<const FieldType> fields,
                             std::string_view path) {
    std::vector<std::string_view> names;
    for (const FieldType& field : fields) names.push_back(field.name);
    const std::string_view near = nearest(key, names);
    return fmt::format("unknown field `{}`{}{}", key,
                       path.empty() ? "" : fmt::format(" in `{}`", path),
                       near.empty() ? "" : fmt::format("; `{}` is one", near));
  }

  const Node* value(const Node& node, const FieldType& field, std::string_view path) {
    if (node.is_null()) return &node;
    switch (field.holds) {
      case Holds::text:
        return expect(node.is_string(), node, field, path);
      case Holds::flag:
        return expect(node.kind() == Kind::boolean, node, field, path);
      case Holds::number:
        return expect(node.kind() == Kind::integer, node, field, path);
      case Holds::texts:
        return expect(node.is_sequence() && all_texts(node.items()), node, field, path);
      case Holds::pairs:
        return expect(node.is_mapping() && all_pairs(node), node, field, path);
      case Holds::object:
        expect(node.is_mapping(), node, field, path);
        return field.below.empty() ? &node : object(node, field.below, path);
      case Holds::objects:
        return objects(node, field, path);
    }
    __builtin_unreachable();
  }

  const Node* objects(const Node& node, const FieldType& field, std::string_view path) {
    std::vector<const Node*> items;
    bool changed = false;
    for (const Node* item : node.items()) {
      if (!item->is_null()) expect(item->is_mapping(), *item, field, path);
      items.push_back(item->is_mapping() ? object(*item, field.below, path) : item);
      changed = changed || items.back() != item;
    }
    expect(node.is_sequence(), node, field, path);
    return changed ? edits_.sequence(items, node) : &node;
  }

  static bool is_text(const Node& node) { return node.is_string() || node.is_null(); }
  static bool all_texts(const Items& items) {
    return std::ranges::all_of(items, [](const Node* item) { return is_text(*item); });
  }
  static bool all_pairs(const Node& node) {
    return std::ranges::all_of(node.entries(),
                               [](const Entry& entry) { return is_text(*entry.value); });
  }

  const Node* expect(bool holds, const Node& node, const FieldType& field, std::string_view path) {
    if (!holds)
      refuse(node.span(), fmt::format("`{}` must be {}, which kustomize does not find here", path,
                                      words_of(field.holds)));
    return &node;
  }

  void refuse(Span at, std::string message) {
    if (!refusal_) refusal_ = {std::move(message), at};
  }

  Edits& edits_;
  std::optional<Refusal> refusal_;
};

std::optional<Refusal> wrong_kind(Ref root) {
  const std::string_view kind = root["kind"].text(), version = root["apiVersion"].text();
  const bool is_component = kind == "Component";
  if (!kind.empty() && kind != "Kustomization" && !is_component)
    return Refusal{"`kind` should be Kustomization or Component", root["kind"].span()};
  const std::string_view wanted =
      is_component ? "kustomize.config.k8s.io/v1alpha1" : "kustomize.config.k8s.io/v1beta1";
  if (!version.empty() && version != wanted)
    return Refusal{fmt::format("`apiVersion` of a {} should be {}",
                               is_component ? "Component" : "Kustomization", wanted),
                   root["apiVersion"].span()};
  const bool has_more = std::ranges::any_of(root.entries(), [](const Entry& entry) {
    const std::string_view key = entry.key->text();
    return key != "kind" && key != "apiVersion" && !entry.value->is_null();
  });
  if (!has_more) return Refusal{"the kustomization is empty", root.span()};
  return std::nullopt;
}

}  // namespace

Built<const Node*> typed_kustomization(const Node& root, Edits& edits) {
  if (!root.is_mapping())
    return tl::unexpected(Refusal{"a kustomization is a mapping", root.span()});
  Typed typed(edits);
  const Node* made = typed.object(*without_aliases(root, edits), kustomization_fields(), "");
  if (typed.refusal()) return tl::unexpected(*typed.refusal());
  if (auto refusal = wrong_kind(Ref(made))) return tl::unexpected(*refusal);
  return made;
}

}  // namespace fairlead::kustomize
