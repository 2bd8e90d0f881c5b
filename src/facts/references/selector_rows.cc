#include "facts/references/selector_rows.h"

#include <algorithm>

#include "facts/references/references.h"

// Fields: the API reference of Kubernetes 1.34, the Prometheus operator 0.86, the operator of
// VictoriaMetrics 0.63, Istio 1.27 and Cilium 1.18.

namespace fairlead {
namespace {

constexpr std::string_view no_effect = "it is in force for no pod";
constexpr std::string_view not_scraped = "nothing is scraped";

/// A policy or filter for pods of its namespace.
constexpr SelectorRow of_pods(std::string_view by, std::string_view selector) {
  return {.by = by, .at = "spec", .selector = selector, .effect = no_effect};
}

constexpr SelectorRow scraped(std::string_view by, Selects what) {
  return {.by = by,
          .at = "spec",
          .selector = "selector",
          .effect = not_scraped,
          .what = what,
          .spaces_at = "namespaceSelector"};
}

constexpr SelectorRow rows[] = {
    of_pods("cilium.io/CiliumNetworkPolicy", "endpointSelector"),
    of_pods("extensions.istio.io/WasmPlugin", "selector"),
    scraped("monitoring.coreos.com/PodMonitor", Selects::pods),
    scraped("monitoring.coreos.com/ServiceMonitor", Selects::services),
    of_pods("networking.istio.io/EnvoyFilter", "workloadSelector.labels"),
    of_pods("networking.istio.io/ServiceEntry", "workloadSelector.labels"),
    of_pods("networking.istio.io/Sidecar", "workloadSelector.labels"),
    of_pods("networking.k8s.io/NetworkPolicy", "podSelector"),
    scraped("operator.victoriametrics.com/VMPodScrape", Selects::pods),
    scraped("operator.victoriametrics.com/VMServiceScrape", Selects::services),
    {.by = "policy/PodDisruptionBudget",
     .at = "spec",
     .selector = "selector",
     .effect = "no pod is kept from being evicted"},
    of_pods("security.istio.io/AuthorizationPolicy", "selector"),
    of_pods("security.istio.io/PeerAuthentication", "selector"),
    of_pods("security.istio.io/RequestAuthentication", "selector"),
    of_pods("telemetry.istio.io/Telemetry", "selector"),
};
static_assert(std::ranges::is_sorted(rows, {}, &SelectorRow::by));

/// The namespaces that a selector looks in.
void read_spaces(const SelectorRow& row, Ref at, SelectorAt& made) {
  const Ref spaces = row.spaces_at.empty() ? Ref() : at[row.spaces_at];
  if (!spaces.node()) {
    made.spaces.push_back(made.resource.namespace_name);
    return;
  }
  for (const Node* name : spaces["matchNames"].items()) made.spaces.push_back(Ref(name).text());
  made.in_any_space = made.spaces.empty();
}

}  // namespace

std::span<const SelectorRow> selector_rows() { return rows; }

void for_each_selector(const Facts& facts, const std::function<void(const SelectorAt&)>& visit) {
  for (const Resource& resource : facts.resources) {
    const std::string kind = kind_name(resource.group(), resource.kind);
    for (const SelectorRow& row : std::ranges::equal_range(rows, kind, {}, &SelectorRow::by)) {
      for_each_at(resource.root, row.at, [&](Ref at) {
        for_each_at(at, row.selector, [&](Ref selector) {
          SelectorAt made{row,
                          resource,
                          label_selector(selector, row.selector.ends_with(".labels")),
                          selector,
                          {}};
          if (made.selector.is_empty()) return;
          read_spaces(row, at, made);
          visit(made);
        });
      });
    }
  }
}

}  // namespace fairlead
