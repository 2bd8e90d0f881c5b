#include "facts/labels/labelling.h"

#include <algorithm>

namespace fairlead {
namespace {

bool has_any(Ref list, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(list.items(), [&](const Node* item) {
    return std::ranges::find(words, Ref(item).text()) != words.end();
  });
}

bool lets_change_pods(Ref rule) {
  return has_any(rule["apiGroups"], {"", "*"}) && has_any(rule["resources"], {"pods", "*"}) &&
         has_any(rule["verbs"], {"patch", "update", "*"});
}

}  // namespace

bool may_label_pods(std::span<const Resource> resources) {
  return std::ranges::any_of(resources, [](const Resource& resource) {
    if (resource.group() != "rbac.authorization.k8s.io") return false;
    return std::ranges::any_of(resource.root["rules"].items(),
                               [](const Node* rule) { return lets_change_pods(Ref(rule)); });
  });
}

bool makes_no_pods(std::string_view group) {
  constexpr std::string_view groups[] = {"k8s.io",
                                         "istio.io",
                                         "cilium.io",
                                         "traefik.io",
                                         "keda.sh",
                                         "cert-manager.io",
                                         "external-secrets.io",
                                         "monitoring.coreos.com",
                                         "operator.victoriametrics.com"};
  if (group.find('.') == std::string_view::npos) return true;
  return std::ranges::any_of(groups, [&](std::string_view each) { return group.ends_with(each); });
}

}  // namespace fairlead
