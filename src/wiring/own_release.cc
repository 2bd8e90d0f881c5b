#include "wiring/own_release.h"

#include <algorithm>

#include "base/text.h"
#include "wiring/world.h"

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

namespace {

/// What the release would have to be called for a name; "" where that is not its name in another
/// form: with a namespace or a stage before or behind it.
std::string wanted_release(const ReleaseName& made, std::string_view name,
                           std::string_view release) {
  if (!made.fits(name)) return {};
  name.remove_prefix(made.before.size());
  name.remove_suffix(made.behind.size());
  return contains(release, name) || contains(name, release) ? std::string(name) : std::string();
}

std::vector<ReleaseName> names_of_release(const UnitSummary& chart) {
  std::vector<ReleaseName> all;
  for (const UnitSummary::Creator& creator : chart.creators)
    all.insert(all.end(), creator.made.begin(), creator.made.end());
  return all;
}

}  // namespace

std::optional<OtherRelease> World::of_other_release(const ServiceName& name) const {
  const auto units = summaries_.units_of(facts_.unit->world);
  const auto in = [&](const UnitSummary& unit, const ReleaseName& made) {
    std::optional<OtherRelease> found;
    std::string wanted = wanted_release(made, name.name, *unit.release);
    const std::string now = made.before + *unit.release + made.behind;
    for (const ServiceFacts& service : unit.services)
      if (!wanted.empty() && service.name == now && service.namespace_name == name.namespace_name)
        found = {*unit.release, std::move(wanted), &service};
    return found;
  };
  for (const UnitSummary* chart : units) {
    if (!summaries_.is_installed_otherwise(*chart)) continue;
    for (const ReleaseName& made : names_of_release(*chart)) {
      for (const UnitSummary* unit : made.fits(name.name) ? units : decltype(units)()) {
        const bool is_of_chart = unit->directory == chart->directory && unit->release;
        if (!is_of_chart || !together(*unit, name.namespace_name)) continue;
        if (auto found = in(*unit, made)) return found;
      }
    }
  }
  return std::nullopt;
}

}  // namespace fairlead
