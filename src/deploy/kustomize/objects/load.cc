#include "deploy/kustomize/objects/load.h"

#include <fmt/format.h>

#include <deque>
#include <set>
#include <tuple>

#include "deploy/kustomize/trees/plain_tree.h"

namespace fairlead::kustomize {
namespace {

bool is_list(std::string_view kind) { return kind.ends_with("List"); }

std::optional<Refusal> invalid(const Node& root) {
  const Ref at(&root);
  if (!root.is_mapping()) return Refusal{"a document that is no object", root.span()};
  if (at["kind"].text().empty()) return Refusal{"an object without `kind`", root.span()};
  const Ref name = at["metadata"]["name"];
  if (!is_list(at["kind"].text()) && (!name || !name->is_scalar() || name->text().empty()))
    return Refusal{"an object without `metadata.name`", root.span()};
  return std::nullopt;
}

using Key = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view,
                       std::string_view>;

Key key_of(const Object& object) {
  const ObjectId id = object.id();
  return {id.group, id.version, id.kind, id.name, id.effective_namespace()};
}

/// kustomize gives an object without metadata, which only a list may be, empty ones.
const Node* with_metadata(const Node& object, Edits& edits) {
  if (Ref(&object)["metadata"]) return &object;
  return edits.with(object, "metadata", *edits.mapping({}, object), object.span());
}

}  // namespace

Loaded objects_of(std::span<const Document> documents, const File* file, Edits& edits) {
  Loaded made;
  std::deque<const Node*> waiting;
  const auto wait = [&](const Node* root) {
    if (auto refusal = invalid(*root))
      made.refusal = made.refusal ? made.refusal : refusal;
    else
      waiting.push_back(root);
  };
  for (const Document& document : documents) {
    const Node* root = document.root ? plain_tree(*document.root, edits) : nullptr;
    if (root && !root->is_null() && !(root->is_mapping() && root->entries().empty())) wait(root);
  }
  for (; !waiting.empty(); waiting.pop_front()) {
    const Node* root = waiting.front();
    const Ref items = Ref(root)["items"];
    if (!is_list(Ref(root)["kind"].text()) || !items) {
      const Ref metadata = Ref(root)["metadata"];
      if (metadata.present() && !metadata->is_mapping() && !made.refusal)
        made.refusal = {"`metadata` is no mapping", metadata.span()};
      made.objects.emplace_back().root = with_metadata(*root, edits);
      made.objects.back().file = file;
      continue;
    }
    if (items.present() && !items->is_sequence() && !made.refusal)
      made.refusal = {"the items of a List are no list", items.span()};
    for (const Node* item : items.items())
      if (!item->is_null()) wait(item);
  }
  return made;
}

std::optional<Refusal> append(Objects& all, Objects added, Span at) {
  std::set<Key> known;
  std::optional<Refusal> refusal;
  for (const Object& object : all) known.insert(key_of(object));
  for (Object& object : added) {
    if (known.insert(key_of(object)).second) {
      all.push_back(std::move(object));
      continue;
    }
    const ObjectId id = object.id();
    const std::string space =
        id.namespace_name.empty() ? "" : fmt::format(" of the namespace `{}`", id.namespace_name);
    if (refusal) continue;
    refusal = {fmt::format("{} `{}`{} is in the build already", id.kind, id.name, space), at};
    const auto first = std::ranges::find(all, key_of(object), key_of);
    if (first != all.end()) refusal->other = Ref(first->root)["metadata"]["name"].span();
  }
  return refusal;
}

}  // namespace fairlead::kustomize
