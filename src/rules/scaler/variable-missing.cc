#include <fmt/format.h>

#include <algorithm>

#include "lint/rule_run.h"
#include "lint/words.h"
#include "wiring/summary/scaled.h"

namespace fairlead {
namespace {

/// The variable as KEDA resolves it: what the kubelet takes from the pod itself, it passes over.
enum class Read : std::uint8_t { found, missing, of_the_pod, unknown };

Read read_in(const ContainerSettings& settings, std::string_view name) {
  for (const Setting& setting : settings.settings) {
    if (setting.name != name) continue;
    const bool of_the_pod = setting.variable && setting.variable->from == ValueFrom::other;
    return of_the_pod ? Read::of_the_pod : Read::found;
  }
  return settings.open || settings.workload->resource->partial ? Read::unknown : Read::missing;
}

void report(RuleRun& run, const Scaler& scaler, const TriggerValue& value, Read read) {
  const ContainerSettings& settings = *scaler.settings;
  const std::string who = fmt::format("container `{}`", settings.container->name);
  Finding& finding = run.report(
      *scaler.resource, value.at.span(),
      read == Read::missing
          ? fmt::format("{} has no variable `{}`, so that KEDA finds no `{}`", who, value.variable,
                        value.name)
          : fmt::format(
                "`{}` comes from the pod itself, where KEDA cannot read it: it finds no `{}`",
                value.variable, value.name));
  finding.caption = "no such variable";
  add_label(finding, settings.container->at["name"].span(), "KEDA reads this container");
  std::vector<std::string> names;
  for (const Setting& setting : settings.settings) names.emplace_back(setting.name);
  const std::string_view near = nearest_of(value.variable, names);
  if (read == Read::of_the_pod) {
    finding.help = fmt::format("write `{}` itself", value.name);
  } else if (near.empty()) {
    finding.help =
        "name a variable of that container, or choose the container with "
        "`envSourceContainerName`";
  } else {
    finding.help = fmt::format("perhaps `{}` was meant", near);
    finding.fixes.push_back(
        {fmt::format("read `{}`", near), {{inside(run.sources(), value.at), std::string(near)}}});
  }
}

/// Of a workload that lies in another directory.
void check_elsewhere(RuleRun& run, const Scaler& scaler, const TriggerValue& value,
                     const UnitSummary::Given& given) {
  const bool is_there = std::ranges::binary_search(given.names, value.variable);
  if (!is_there && given.open)
    return run.unknown(value.at.span(), fmt::format("variable `{}`", value.variable),
                       "the container gets more variables than the files show", GapKind::reference);
  run.answered(value.at.span(), is_there ? Answer::found : Answer::missing);
  if (is_there) return;
  Finding& finding = run.report(
      *scaler.resource, value.at.span(),
      fmt::format("container `{}` of `{}` has no variable `{}`, so that KEDA finds no `{}`",
                  given.container, given.path, value.variable, value.name));
  finding.caption = "no such variable";
  const std::string_view near = nearest_of(value.variable, given.names);
  finding.help = near.empty() ? "name a variable of that container, or choose the container with "
                                "`envSourceContainerName`"
                              : fmt::format("perhaps `{}` was meant", near);
}

void check(RuleRun& run, const Scaler& scaler, const TriggerValue& value) {
  const std::string what = fmt::format("variable `{}`", value.variable);
  if (!scaler.settings && !scaler.workload && scaler.target) {
    const UnitSummary::Given* given =
        run.world().given(target_of(scaler), scaler.target["envSourceContainerName"].text());
    if (given) return check_elsewhere(run, scaler, value, *given);
  }
  if (!scaler.settings)
    return run.unknown(value.at.span(), what, "the workload that KEDA scales is not in view",
                       GapKind::reference);
  const Read read = read_in(*scaler.settings, value.variable);
  if (read == Read::unknown)
    return run.unknown(value.at.span(), what,
                       "the container gets more variables than the files show", GapKind::reference);
  run.answered(value.at.span(), read == Read::found ? Answer::found : Answer::missing);
  if (read != Read::found) report(run, scaler, value, read);
}

}  // namespace

void rule_scaler_variable_missing(RuleRun& run) {
  for (const Scaler& scaler : run.facts().scalers) {
    if (scaler.resource->partial) continue;
    for (const Trigger& trigger : scaler.triggers) {
      for (const TriggerValue& value : trigger.values) {
        if (!value.variable.empty()) check(run, scaler, value);
      }
    }
  }
}

}  // namespace fairlead
