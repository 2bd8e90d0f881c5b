#include <fmt/format.h>

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

void check(RuleRun& run, const ContainerSettings& settings, const Setting& setting) {
  const std::string_view name = setting.value.value;
  if (!is_name(name)) return;
  for (const Endpoint& endpoint : run.facts().endpoints) {
    if (endpoint.container != settings.container) continue;
    const std::vector<Known> known = masters_at(run, endpoint);
    if (known.empty()) continue;
    run.answered();
    if (std::ranges::any_of(known, [&](const Known& each) { return each.name == name; })) return;
    const Known& first = known.front();
    Finding& finding = run.report(
        *settings.workload->resource, setting.value.span(),
        fmt::format("the Sentinels of {} call their master `{}`, not `{}`, so no client finds it",
                    first.by, first.name, name));
    finding.caption = "no master of that name";
    add_label(finding, first.at, "the Sentinels are made here");
    add_label(finding, endpoint.host_at, "the Sentinels that are asked");
    finding.help = fmt::format("use `{}`: names of masters are case-sensitive", first.name);
    const Span at = setting.value.span(run.sources(), 0, name.size());
    finding.fixes.push_back({fmt::format("use `{}`", first.name), {{at, first.name}}});
    return;
  }
}

}  // namespace

void rule_redis_sentinel_master_name(RuleRun& run) {
  for (const ContainerSettings& settings : run.facts().settings) {
    if (settings.workload->resource->partial) continue;
    if (const Setting* setting = master_setting(settings)) check(run, settings, *setting);
  }
}

}  // namespace fairlead
