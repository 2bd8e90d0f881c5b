#include "wiring/names/former_names.h"

#include <algorithm>

namespace fairlead {
namespace {

const FormerName* former(const Facts& facts, std::string_view kind, std::string_view name,
                         std::string_view namespace_name, std::string_view client_namespace) {
  if (!facts.kustomize_faults) return nullptr;
  const auto& all = facts.kustomize_faults->former_names;
  for (const FormerName& each : std::ranges::equal_range(all, name, {}, &FormerName::name)) {
    if (each.kind != kind) continue;
    const std::string_view now =
        each.now_namespace.empty() ? client_namespace : std::string_view(each.now_namespace);
    const std::string_view was =
        each.namespace_name.empty() ? now : std::string_view(each.namespace_name);
    // What is removed here may come from elsewhere.
    if (each.removed && (facts.open || kind != "Service")) continue;
    if (namespace_name == was || (!each.removed && namespace_name == now)) return &each;
  }
  return nullptr;
}

}  // namespace

const FormerName* former_service(const Facts& facts, const ServiceName& name,
                                 std::string_view client_namespace) {
  return former(facts, "Service", name.name, name.namespace_name, client_namespace);
}

const FormerName* former_holder(const Facts& facts, bool secret, std::string_view name,
                                std::string_view client_namespace) {
  return former(facts, secret ? "Secret" : "ConfigMap", name, client_namespace, client_namespace);
}

}  // namespace fairlead
