#include "deploy/kustomize/steps/patches.h"

#include <fmt/format.h>

#include <algorithm>

#include "deploy/kustomize/objects/selector.h"
#include "deploy/kustomize/trees/json_patch.h"
#include "deploy/kustomize/trees/plain_tree.h"
#include "deploy/kustomize/trees/strategic_merge.h"
#include "tree/scalar.h"

namespace fairlead::kustomize {
namespace {

/// The field of a mapping in a mapping as it was in another object, or gone.
const Node* restored(const Node& object, std::string_view key, Ref before, Edits& edits) {
  if (Ref(&object)[key].node() == before.node()) return &object;
  return before ? edits.with(object, key, *before, before.span()) : edits.without(object, key);
}

/// What no patch changes unless it may: the version, the kind, the name, the namespace.
const Node* with_identity(const Node& made, Ref before, bool keeps_kind, bool keeps_name,
                          Edits& edits) {
  const Node* root = restored(made, "apiVersion", before["apiVersion"], edits);
  if (keeps_kind) root = restored(*root, "kind", before["kind"], edits);
  const Ref metadata = Ref(root)["metadata"], old = before["metadata"];
  if (!metadata || !metadata->is_mapping()) return restored(*root, "metadata", old, edits);
  const Node* kept = metadata.node();
  if (keeps_name) kept = restored(*kept, "name", old["name"], edits);
  kept = restored(*kept, "namespace", old["namespace"], edits);
  return kept == metadata.node() ? root : edits.with(*root, "metadata", *kept, kept->span());
}

/// Whether a patch that names its object has the names that it must have.
std::optional<Refusal> nameless(const Node& patch, Span at) {
  const Ref root(&patch);
  if (!patch.is_mapping())
    return Refusal{"a patch is neither an object nor a list of operations", at};
  if (root["kind"].text().empty()) return Refusal{"a patch has no `kind`", at};
  if (root["metadata"]["name"].text().empty()) return Refusal{"a patch has no `metadata.name`", at};
  return std::nullopt;
}

}  // namespace

PatchText patch_of(std::span<const Document> documents, Span at) {
  PatchText made{{}, at};
  for (const Document& document : documents)
    if (document.root) made.documents.push_back(document.root);
  return made;
}

Built<PatchText> inline_patch(Ref text, Edits& edits) {
  const Tree tree =
      read_yaml(edits.arena(), edits.sources(), embed(edits.sources(), *text, "patch"));
  if (!tree.problems.empty())
    return tl::unexpected(Refusal{tree.problems.front().message, tree.problems.front().at});
  return patch_of(tree.documents, text.span());
}

void Patcher::drop_deleted() {
  std::erase_if(objects_, [](const Object& each) { return !each.root; });
}

Built<std::vector<Object*>> Patcher::selected(Ref target, Span at) {
  const auto selector = Selector::read(target);
  if (!selector) return tl::unexpected(selector.error());
  std::vector<Object*> found;
  for (Object& object : objects_)
    if (selector->takes(object)) found.push_back(&object);
  if (found.empty()) idle_.push_back({target, at});
  return found;
}

std::optional<Refusal> Patcher::merge_into(Object& object, const Node& patch,
                                           const Change& allowed) {
  if (allowed.of_name || allowed.of_kind) object.remember();
  auto made = strategic_merge(*object.root, patch, types_, edits_);
  if (!made) return made.error();
  const Node* merged = *made;
  if (!merged || merged->entries().empty()) {
    const Ref directive = Ref(&patch)["$patch"];
    removed_.push_back({object, directive ? directive.span() : patch.span()});
    object.root = nullptr;
  } else {
    object.root =
        with_identity(*merged, Ref(object.root), !allowed.of_kind, !allowed.of_name, edits_);
  }
  return std::nullopt;
}

std::optional<Refusal> Patcher::merge_by_name(const Node& patch, Span at, const Change& allowed) {
  if (auto refusal = nameless(patch, at)) return refusal;
  const ObjectId id = id_of(patch);
  std::vector<Object*> found;
  for (Object& object : objects_) {
    if (!object.root) continue;
    const auto is_it = [&](const ObjectId& each) { return each.equals(id); };
    if (is_it(object.id()) || std::ranges::any_of(object.before, is_it)) found.push_back(&object);
  }
  if (found.size() == 1) return merge_into(*found.front(), patch, allowed);
  const std::string_view how = found.empty() ? "no object" : "more than one object";
  Refusal refusal{
      fmt::format("{} of the build is the {} `{}` that this patch is for", how, id.kind, id.name),
      Ref(&patch)["metadata"]["name"].span(),
      found.empty() ? Refusal::Of::absence : Refusal::Of::build};
  if (const Object* other = found.empty() ? in_other_namespace(objects_, id) : nullptr) {
    refusal.message += other_namespace_words(*other, id);
    refusal.other = Ref(other->root)["metadata"]["namespace"].span();
  }
  return refusal;
}

std::optional<Refusal> Patcher::operate(Ref target, const Node& operations, const PatchText& text,
                                        bool remembers) {
  const auto found = selected(target, text.at);
  if (!found) return found.error();
  for (Object* object : *found) {
    if (remembers) object->remember();
    const auto made = json_patch(*object->root, *without_aliases(operations, edits_), edits_);
    if (!made) return made.error();
    object->root = *made;
  }
  return std::nullopt;
}

std::optional<Refusal> Patcher::apply(Ref entry, const PatchText& text) {
  const Ref target = entry["target"], options = entry["options"];
  const Change allowed{options["allowNameChange"].boolean(), options["allowKindChange"].boolean()};
  std::vector<const Node*> documents;
  for (const Node* each : text.documents)
    if (each && !each->is_null()) documents.push_back(each);
  if (documents.empty()) return std::nullopt;
  if (documents.front()->is_sequence()) {
    if (!target) return Refusal{"a JSON patch has no `target`", text.at};
    return operate(target, *documents.front(), text, true);
  }
  if (target && documents.size() > 1)
    return Refusal{"a patch with a `target` is one document", text.at};
  for (const Node* each : documents) {
    const Node* patch = plain_tree(*each, edits_);
    if (!patch) continue;
    if (!target) {
      if (auto refusal = merge_by_name(*patch, text.at, allowed)) return refusal;
      continue;
    }
    if (auto refusal = nameless(*patch, text.at)) return refusal;
    const auto found = selected(target, text.at);
    if (!found) return found.error();
    for (Object* object : *found)
      if (auto refusal = merge_into(*object, *patch, allowed)) return refusal;
  }
  drop_deleted();
  return std::nullopt;
}

std::optional<Refusal> Patcher::merge_each(const PatchText& text) {
  for (const Node* each : text.documents) {
    const Node* patch = each && !each->is_null() ? plain_tree(*each, edits_) : nullptr;
    if (!patch) continue;
    if (auto refusal = merge_by_name(*patch, text.at, {})) return refusal;
    drop_deleted();
  }
  return std::nullopt;
}

std::optional<Refusal> Patcher::apply_json(Ref entry, const PatchText& text) {
  const Ref target = entry["target"];
  if (target["name"].text().empty())
    return Refusal{"an entry of `patchesJson6902` has no `target.name`", entry.span()};
  if (text.documents.empty() || !text.documents.front() || !text.documents.front()->is_sequence())
    return Refusal{"a JSON patch is a list of operations", text.at};
  return operate(target, *text.documents.front(), text, false);
}

}  // namespace fairlead::kustomize
