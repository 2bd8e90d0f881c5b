#include "wiring/own_release.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

/// Groups of objects of which no Service is made, besides those of Kubernetes itself (`*.k8s.io`,
/// `apps`, `batch` …).
constexpr std::string_view makes_none[] = {
    "monitoring.coreos.com",
    "cert-manager.io",
    "external-secrets.io",
    "bitnami.com",
    "keda.sh",
    "traefik.io",
    "traefik.containo.us",
    "networking.istio.io",
    "security.istio.io",
    "cilium.io",
    "kyverno.io",
    "secrets-store.csi.x-k8s.io",
    "kubernetes-client.io",
    "secrets.hashicorp.com",
};

bool may_make_service(const Resource& resource) {
  const std::string_view group = resource.group();
  return contains(group, ".") && !group.ends_with(".k8s.io") &&
         std::ranges::find(makes_none, group) == std::end(makes_none);
}

}  // namespace

bool has_all_of_release(const Facts& facts, std::string_view host) {
  if (!facts.chart_faults || facts.open || facts.values_alone || facts.unit->is_dependency)
    return false;
  return std::ranges::none_of(facts.resources, [&](const Resource& resource) {
    return may_make_service(resource) &&
           (contains(host, resource.name) || contains(resource.name, host));
  });
}

}  // namespace fairlead
