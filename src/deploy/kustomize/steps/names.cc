#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "deploy/kustomize/steps/transformers.h"

namespace fairlead::kustomize {
namespace {

bool is_binding(std::string_view kind) {
  return kind == "RoleBinding" || kind == "ClusterRoleBinding";
}

/// Puts a namespace into one object.
class Placer {
 public:
  Placer(const NamespaceChange& change, Edits& edits) : change_(change), edits_(edits) {}

  const Node* placed(const Object& object) const {
    const ObjectId id = object.id();
    const Node* root = object.root;
    const auto set = [&](const Node* before) { return text(before); };
    const Span by = change_.name.span();
    if (!id.is_cluster_scoped()) {
      constexpr FieldSpec metadata{{}, "metadata/namespace", true};
      root = change_fields(*root, id, std::span(&metadata, 1), Make::scalar, by, set, edits_);
    }
    if (is_binding(id.kind) && change_.subjects != Subjects::none) root = with_subjects(*root);
    FieldSpecs specs;
    for (const FieldSpec& spec : change_.fields)
      if (!is_done(spec, id)) specs.push_back(spec);
    return change_fields(*root, id, specs, Make::scalar, by, set, edits_);
  }

 private:
  static bool is_done(const FieldSpec& spec, const ObjectId& id) {
    const bool is_of_core = id.group.empty() && id.version == "v1";
    return spec.path == "metadata/namespace" || (spec.path == "metadata/name" && !is_of_core) ||
           (is_binding(spec.of.kind) && spec.path == "subjects/namespace");
  }

  const Node* text(const Node* before) const {
    if (change_.unset_only && before && !before->text().empty()) return before;
    if (before && before->is_string() && before->text() == change_.name.text()) return before;
    return edits_.over(*change_.name, before);
  }

  const Node* with_subjects(const Node& object) const {
    const Ref subjects = Ref(&object)["subjects"];
    if (!subjects || !subjects->is_sequence()) return &object;
    const auto is_meant = [&](Ref subject) {
      return change_.subjects == Subjects::called_default
                 ? subject["name"].text() == "default"
                 : subject["kind"].text() == "ServiceAccount";
    };
    std::vector<const Node*> items;
    for (const Node* item : subjects.items()) {
      const Ref subject(item);
      if (item->is_mapping() && is_meant(subject))
        item = edits_.with(*item, "namespace", *text(subject["namespace"].node()),
                           change_.name.span());
      items.push_back(item);
    }
    return edits_.with(object, "subjects", *edits_.sequence(items, *subjects), subjects.span());
  }

  const NamespaceChange& change_;
  Edits& edits_;
};

/// Kinds whose names are not theirs to choose.
constexpr Selected fixed_names[] = {{"", "", "CustomResourceDefinition"},
                                    {"apiregistration.k8s.io", "", "APIService"},
                                    {"", "", "Namespace"}};

using MakeName = const Node* (*)(const Node& name, const Node& added, Edits& edits);

/// Adds to the names of all objects, and says so in `list`.
void add_to_names(Objects& objects, Ref added, std::span<const FieldSpec> fields,
                  std::vector<std::string_view> Object::*list, MakeName make, Edits& edits) {
  for (Object& object : objects) {
    const ObjectId first = object.first_id();
    if (std::ranges::any_of(fixed_names, [&](const Selected& each) { return each.takes(first); }))
      continue;
    for (const FieldSpec& spec : fields) {
      if (!spec.of.takes(first) || added.text().empty()) continue;
      if (spec.path == "metadata/name") {
        (object.*list).push_back(added.text());
        object.remember();
      }
      object.root = change_fields(
          *object.root, object.id(), std::span(&spec, 1), Make::nothing, added.span(),
          [&](const Node* before) {
            return before && before->is_scalar() ? make(*before, *added, edits) : before;
          },
          edits);
    }
  }
}

/// What is the same of objects that are one (ObjectId::equals).
using Key = std::array<std::string_view, 5>;
Key key_of(const ObjectId& id) {
  return {id.group, id.version, id.kind, id.name, id.effective_namespace()};
}

}  // namespace

std::optional<Refusal> set_namespace(Objects& objects, const NamespaceChange& change,
                                     Edits& edits) {
  if (change.name.text().empty()) return std::nullopt;
  const Placer placer(change, edits);
  std::optional<Refusal> refusal;
  std::map<Key, std::size_t> count;  // of objects that are one
  for (const Object& object : objects) ++count[key_of(object.id())];
  for (Object& object : objects) {
    if (object.is_of_chart) continue;
    object.remember();
    --count[key_of(object.id())];
    object.root = placer.placed(object);
    const ObjectId id = object.id();
    if (++count[key_of(id)] > 1 && !refusal)
      refusal = {fmt::format("in the namespace `{}` two objects are {} `{}`", change.name.text(),
                             id.kind, id.name),
                 change.name.span()};
  }
  return refusal;
}

void add_prefix(Objects& objects, Ref prefix, std::span<const FieldSpec> fields, Edits& edits) {
  add_to_names(
      objects, prefix, fields, &Object::prefixes,
      [](const Node& name, const Node& added, Edits& make) {
        return make.joined({Piece::put_in(added), Piece::of(name)});
      },
      edits);
}

void add_suffix(Objects& objects, Ref suffix, std::span<const FieldSpec> fields, Edits& edits) {
  add_to_names(
      objects, suffix, fields, &Object::suffixes,
      [](const Node& name, const Node& added, Edits& make) {
        return make.joined({Piece::of(name), Piece::put_in(added)});
      },
      edits);
}

}  // namespace fairlead::kustomize
