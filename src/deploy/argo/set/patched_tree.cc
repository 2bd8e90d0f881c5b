#include "deploy/argo/set/patched_tree.h"

#include <vector>

namespace fairlead::argo {
namespace {

/// Go's zero of a field.
bool is_empty(Ref place) {
  if (!place.present()) return true;
  if (place->is_mapping()) return place.entries().empty();
  if (place->is_sequence()) return place.items().empty();
  if (place->is_string()) return place.text().empty();
  return place->kind() == Kind::boolean ? !place.boolean() : place.text() == "0";
}

const Node* mapping(const std::vector<Node>& children, Arena& arena) {
  const std::span<const Node> kept = arena.copy(std::span<const Node>(children));
  return arena.make<Node>(Node::mapping(Style::block, Span{}, kept));
}

void put(const Node& key, const Node* value, std::vector<Node>& children) {
  children.push_back(key);
  children.push_back(*value);
}

}  // namespace

const Node* completed(Ref own, Ref base, Arena& arena) {
  if (is_empty(own)) return base.node();
  if (!own->is_mapping() || !base || !base->is_mapping()) return own.node();
  // What is JSON to Argo CD is taken as a whole.
  if (own.key() && own.key()->text() == "valuesObject") return own.node();
  std::vector<Node> children;
  for (const Entry& entry : own.entries()) {
    const Node* value = completed(Ref(entry), base[entry.key->text()], arena);
    put(*entry.key, value ? value : entry.value, children);
  }
  for (const Entry& entry : base.entries())
    if (!own[entry.key->text()]) put(*entry.key, entry.value, children);
  return mapping(children, arena);
}

const Node* patched(Ref tree, Ref patch, Arena& arena) {
  const bool both = tree && tree->is_mapping() && patch && patch->is_mapping();
  if (!both || patch["$patch"].text() == "replace") return patch.node();
  std::vector<Node> children;
  for (const Entry& entry : tree.entries()) {
    const Ref change = patch[entry.key->text()];
    if (!change) {
      put(*entry.key, entry.value, children);
    } else if (change.present() && change["$patch"].text() != "delete") {
      put(*entry.key, patched(Ref(entry.value), change, arena), children);
    }
  }
  for (const Entry& entry : patch.entries()) {
    const std::string_view key = entry.key->text();
    if (!tree[key] && key != "$patch" && Ref(entry.value).present())
      put(*entry.key, entry.value, children);
  }
  return mapping(children, arena);
}

}  // namespace fairlead::argo
