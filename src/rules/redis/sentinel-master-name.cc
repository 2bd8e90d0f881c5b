#include <fmt/format.h>

#include <functional>

#include "base/text.h"
#include "lint/words.h"
#include "rules/endpoint/words.h"
#include "wiring/reach.h"

namespace fairlead {
namespace {

/// What a Sentinel calls a master, and who says so.
struct Known {
  std::string name, by;
  Span at;
};

/// The masters that the Sentinels behind an endpoint know; none where they are not all known.
std::vector<Known> masters_at(const RuleRun& run, const Endpoint& endpoint) {
  const Reach& reach = run.connections().at(endpoint);
  if (reach.meeting != Meeting::meets || reach.role != Role::sentinel) return {};
  const ServiceName& name = reach.service.name;
  std::vector<Known> known;
  for (const auto* instance : run.world().instances_with(name.name, name.namespace_name)) {
    if (instance->master_name.empty()) return {};
    known.push_back({instance->master_name,
                     fmt::format("`{}` ({})", instance->name, instance->product), instance->at});
  }
  return known;
}

/// The setting of a container that names the master.
const Setting* master_setting(const ContainerSettings& settings) {
  const Setting* found = nullptr;
  for (const Setting& setting : settings.settings) {
    const bool names =
        names_sentinel_master(setting.name) && !contains(upper(setting.name), "HOST");
    if (!names || !setting.value || setting.value.value.empty()) continue;
    if (found && found->name != setting.name) return nullptr;  // several masters
    found = &setting;
  }
  return found;
}

bool is_name(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

/// Holds a name to the Sentinels that one of the endpoints which `is_own` reaches.
void check(RuleRun& run, const Resource& resource, const WrittenText& text,
           const std::function<bool(const Endpoint&)>& is_own) {
  const std::string_view name = text.value;
  if (!is_name(name)) return;
  for (const Endpoint& endpoint : run.facts().endpoints) {
    if (!is_own(endpoint)) continue;
    const std::vector<Known> known = masters_at(run, endpoint);
    if (known.empty()) continue;
    run.answered();
    if (std::ranges::any_of(known, [&](const Known& each) { return each.name == name; })) return;
    const Known& first = known.front();
    Finding& finding = run.report(
        resource, text.span(),
        fmt::format("the Sentinels of {} call their master `{}`, not `{}`, so no client finds it",
                    first.by, first.name, name));
    finding.caption = "no master of that name";
    add_label(finding, first.at, "the Sentinels are made here");
    add_label(finding, endpoint.host_at, "the Sentinels that are asked");
    finding.help = fmt::format("use `{}`: names of masters are case-sensitive", first.name);
    const Span at = text.span(run.sources(), 0, name.size());
    finding.fixes.push_back({fmt::format("use `{}`", first.name), {{at, first.name}}});
    return;
  }
}

/// KEDA asks Sentinels, too.
void check_trigger(RuleRun& run, const Scaler& scaler, const Trigger& trigger) {
  if (!trigger.redis || trigger.redis->server != TriggerServer::sentinel) return;
  const TriggerValue* master = trigger.find("sentinelMaster");
  const TriggerValue* address = trigger.find_any(address_parameters);
  if (!address) address = trigger.find_any(host_parameters);
  if (!master || !master->variable.empty() || !address || !address->text) return;
  check(run, *scaler.resource, master->text, [&](const Endpoint& endpoint) {
    return endpoint.scaler == scaler.resource && endpoint.at == address->text.span();
  });
}

}  // namespace

void rule_redis_sentinel_master_name(RuleRun& run) {
  for (const ContainerSettings& settings : run.facts().settings) {
    if (settings.workload->resource->partial) continue;
    if (const Setting* setting = master_setting(settings))
      check(run, *settings.workload->resource, setting->value,
            [&](const Endpoint& endpoint) { return endpoint.container == settings.container; });
  }
  for (const Scaler& scaler : run.facts().scalers) {
    if (scaler.resource->partial) continue;
    for (const Trigger& trigger : scaler.triggers) check_trigger(run, scaler, trigger);
  }
}

}  // namespace fairlead
