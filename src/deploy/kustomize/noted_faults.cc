#include "deploy/kustomize/noted_faults.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"

namespace fairlead {
namespace {

/// Kinds that others ask for by their names.
bool is_asked_for(std::string_view kind) {
  return kind == "Service" || kind == "ConfigMap" || kind == "Secret";
}

/// The bytes of a name that were put before or behind the one that it had; all of a namespace that
/// is another one.
Span change_at(const kustomize::Object& object, const kustomize::ObjectId& before) {
  const Ref metadata = Ref(object.root)["metadata"];
  const Ref name = metadata["name"];
  if (name.text() == before.name) return metadata["namespace"].span();
  const auto more = static_cast<std::uint32_t>(name.text().size() -
                                               std::min(name.text().size(), before.name.size()));
  Span at = name.span();
  if (more == 0 || at.end - at.begin != name.text().size()) return at;
  if (name.text().ends_with(before.name))
    at.end = at.begin + more;
  else if (name.text().starts_with(before.name))
    at.begin = at.end - more;
  return at;
}

/// Whether a name is the same, in the same namespace: what had none is in no other one now.
bool is_same_place(const kustomize::ObjectId& before, const kustomize::ObjectId& now) {
  return before.name == now.name &&
         (before.namespace_name.empty() || before.namespace_name == now.namespace_name);
}

FormerName former_name(const kustomize::ObjectId& before) {
  FormerName made;
  made.kind = before.kind;
  made.name = before.name;
  made.namespace_name = before.namespace_name;
  return made;
}

/// An image's name, without its tag and digest.
std::string_view name_of_image(std::string_view image) {
  const std::size_t slash = image.rfind('/');
  const std::size_t from = slash == image.npos ? 0 : slash;
  return image.substr(0, std::min(image.find(':', from), image.find('@', from)));
}

void add_images(const Node& node, std::vector<std::string_view>& all) {
  for (const Node* item : node.items()) add_images(*item, all);
  for (const Entry& entry : node.entries()) {
    if (entry.key->text() == "image" && entry.value->is_scalar())
      all.push_back(name_of_image(entry.value->text()));
    add_images(*entry.value, all);
  }
}

std::vector<IdleImage> idle_images(std::span<const Ref> names,
                                   std::span<const kustomize::Object> objects) {
  std::vector<IdleImage> made;
  if (names.empty()) return made;
  std::vector<std::string_view> images;
  for (const kustomize::Object& object : objects) add_images(*object.root, images);
  for (const Ref name : names) made.push_back({name, std::string(nearest(name.text(), images))});
  return made;
}

UnfollowedName unfollowed_name(const kustomize::Unfollowed& each) {
  const kustomize::ObjectId by = kustomize::id_of(*each.by);
  const kustomize::ObjectId made = kustomize::id_of(*each.generated);
  UnfollowedName name;
  name.at = each.at;
  name.name = each.at.text();
  name.kind = made.kind;
  name.namespace_name = made.namespace_name;
  name.by_kind = by.kind;
  name.by_name = by.name;
  name.by_namespace = by.namespace_name;
  name.is_known_field = each.is_known;
  name.generator = each.generator["name"].span();
  return name;
}

}  // namespace

void note_former_names(std::span<const kustomize::Object> objects, SourceMap& sources,
                       std::vector<FormerName>& all) {
  // What is known already, by what it was called until now.
  std::multimap<std::pair<std::string, std::string>, std::size_t> known;
  for (std::size_t i = 0; i < all.size(); ++i) known.emplace(std::pair(all[i].kind, all[i].now), i);
  for (const kustomize::Object& object : objects) {
    const kustomize::ObjectId now = object.id();
    if (!is_asked_for(now.kind)) continue;
    for (const kustomize::ObjectId& before : object.before) {
      if (before.kind != now.kind || is_same_place(before, now)) continue;
      FormerName made = former_name(before);
      made.now = now.name;
      made.now_namespace = now.namespace_name;
      const Span at = change_at(object, before);
      made.by = at.is_place() ? sources.blame(at).edit : at;
      const auto [first, last] = known.equal_range({made.kind, made.name});
      for (auto each = first; each != last; ++each) {
        all[each->second].now = made.now;
        all[each->second].now_namespace = made.now_namespace;
      }
      all.push_back(std::move(made));
    }
  }
}

void note_removed(const kustomize::Object& object, Span by, std::vector<FormerName>& all) {
  kustomize::Object last = object;
  last.remember();
  for (const kustomize::ObjectId& before : last.before) {
    if (!is_asked_for(before.kind)) continue;
    FormerName made = former_name(before);
    made.removed = true;
    made.by = by;
    all.push_back(std::move(made));
  }
}

KustomizeFaults noted_faults(const kustomize::Noted& noted,
                             std::span<const kustomize::Object> objects, SourceMap& sources) {
  KustomizeFaults made;
  note_former_names(objects, sources, made.former_names);
  for (const kustomize::RemovedObject& each : noted.removed)
    note_removed(each.object, each.by, made.former_names);
  std::ranges::stable_sort(made.former_names, {}, &FormerName::name);
  for (const kustomize::Unfollowed& each : noted.unfollowed)
    made.unfollowed.push_back(unfollowed_name(each));
  made.idle_images = idle_images(noted.idle_images, objects);
  made.outside = noted.outside;
  return made;
}

}  // namespace fairlead
