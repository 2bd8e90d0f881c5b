#pragma once
#include <string_view>

namespace fairlead::kustomize {

/// Whether a cluster has objects of a kind once, and not in each namespace, by the OpenAPI document
/// that kustomize 5.8.1 has built in; kinds that it has not are taken to be in namespaces.
bool is_cluster_scoped(std::string_view group, std::string_view version, std::string_view kind);

}  // namespace fairlead::kustomize
