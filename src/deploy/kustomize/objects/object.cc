#include "deploy/kustomize/objects/object.h"

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

}  // namespace fairlead::kustomize
