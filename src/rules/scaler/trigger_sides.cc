#include "rules/scaler/trigger_sides.h"

#include <algorithm>
#include <map>

#include "rules/scaler/by_workload.h"

namespace fairlead {
namespace {

bool same_server(const RuleRun& run, const Endpoint& a, const Endpoint& b) {
  if (a.port != b.port) return false;
  if (!a.host.empty() && a.host == b.host) return true;
  const Service* service = run.connections().service_at(a);
  return service && service == run.connections().service_at(b);
}

/// The trigger of the scaler that names the endpoint.
const Trigger* trigger_of(const Scaler& scaler, const Endpoint& endpoint) {
  const auto found = std::ranges::find_if(scaler.triggers, [&](const Trigger& trigger) {
    const TriggerValue* address = trigger.find_any(address_parameters);
    if (!address) address = trigger.find_any(host_parameters);
    return trigger.redis && address && address->text && address->text.span() == endpoint.at;
  });
  return found == scaler.triggers.end() ? nullptr : &*found;
}

}  // namespace

std::vector<TriggerSide> trigger_sides(const RuleRun& run) {
  std::map<const Resource*, const Scaler*> scalers;
  for (const Scaler& scaler : run.facts().scalers) {
    const bool is_partial = scaler.workload && scaler.workload->resource->partial;
    if (!scaler.resource->partial && !is_partial) scalers.emplace(scaler.resource, &scaler);
  }
  std::vector<TriggerSide> sides;
  if (scalers.empty()) return sides;
  const ByWorkload<Endpoint> all = by_workload(run.facts().endpoints);
  for (const Endpoint& endpoint : run.facts().endpoints) {
    const auto scaler = scalers.find(endpoint.scaler);
    const Trigger* trigger =
        scaler == scalers.end() ? nullptr : trigger_of(*scaler->second, endpoint);
    if (!trigger || (!sides.empty() && sides.back().trigger == trigger)) continue;
    TriggerSide& side = sides.emplace_back(scaler->second, trigger, &endpoint);
    for (const Endpoint* each : items_of(all, side.scaler->workload)) {
      if (each->product == Product::redis && same_server(run, *each, endpoint))
        side.program.push_back(each);
    }
  }
  return sides;
}

}  // namespace fairlead
