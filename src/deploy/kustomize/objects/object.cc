#include "deploy/kustomize/objects/object.h"

#include <fmt/format.h>

#include <algorithm>

#include "deploy/kustomize/tables/scopes.h"

namespace fairlead::kustomize {

bool ObjectId::is_cluster_scoped() const {
  return kustomize::is_cluster_scoped(group, version, kind);
}

std::string_view ObjectId::effective_namespace() const {
  if (is_cluster_scoped()) return "_non_namespaceable_";
  return namespace_name.empty() ? std::string_view("default") : namespace_name;
}

bool ObjectId::is_same_namespace(const ObjectId& other) const {
  return effective_namespace() == other.effective_namespace();
}

bool ObjectId::equals(const ObjectId& other) const {
  return group == other.group && version == other.version && kind == other.kind &&
         name == other.name && is_same_namespace(other);
}

std::pair<std::string_view, std::string_view> group_and_version(std::string_view api_version) {
  const std::size_t slash = api_version.find('/');
  if (slash == api_version.npos) return {"", api_version};
  return {api_version.substr(0, slash), api_version.substr(slash + 1)};
}

ObjectId id_of(const Node& root) {
  const Ref at(&root);
  const auto [group, version] = group_and_version(at["apiVersion"].text());
  return {group, version, at["kind"].text(), at["metadata"]["name"].text(),
          at["metadata"]["namespace"].text()};
}

const Object* in_other_namespace(const Objects& objects, const ObjectId& id) {
  const Object* found = nullptr;
  for (const Object& object : objects) {
    if (!object.root) continue;
    const ObjectId other = object.id();
    if (other.group != id.group || other.kind != id.kind || other.name != id.name) continue;
    if (found || other.is_same_namespace(id)) return nullptr;
    found = &object;
  }
  return found;
}

std::string other_namespace_words(const Object& object, const ObjectId& id) {
  const std::string_view space = object.id().namespace_name;
  const std::string there = space.empty() ? std::string("it has no namespace")
                                          : fmt::format("it is in the namespace `{}`", space);
  return id.namespace_name.empty()
             ? fmt::format("; {}, and none is named here", there)
             : fmt::format("; {}, and `{}` is named here", there, id.namespace_name);
}

}  // namespace fairlead::kustomize
