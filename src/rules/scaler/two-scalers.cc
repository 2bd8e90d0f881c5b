#include <fmt/format.h>

#include <map>
#include <tuple>

#include "lint/rule_run.h"
#include "lint/words.h"
#include "wiring/summary/scaled.h"

namespace fairlead {
namespace {

/// What follows where both scale one workload; "" where it is meant so.
std::string_view consequence(bool first_is_keda, bool second_is_keda, bool gives_way) {
  if (!first_is_keda && !second_is_keda)
    return "an autoscaler that shares its pods with another one scales nothing";
  if (first_is_keda && second_is_keda) return "KEDA refuses the second ScaledObject of a workload";
  if (gives_way) return {};
  return "KEDA makes an autoscaler of its own, and refuses a workload that has one";
}

bool is_keda(const Scaler& scaler) { return scaler.kind != ScalerKind::autoscaler; }

Finding& report(RuleRun& run, const Scaler& scaler, std::string_view other, std::string_view why) {
  Finding& finding = run.report(*scaler.resource, scaler.target["name"].span(),
                                fmt::format("{} `{}` is scaled by {} as well: {}",
                                            scaler.target_kind, scaler.target_name, other, why));
  finding.caption = "a second scaler";
  finding.help = "keep one of them; a ScaledObject can have `cpu` and `memory` triggers as well";
  return finding;
}

/// Of a workload in another unit, one of the scalers is told of: KEDA's, or the one that is called
/// later.
void check_elsewhere(RuleRun& run, const Scaler& scaler) {
  const ObjectName workload = target_of(scaler);
  if (run.world().object(workload, Origins::anywhere).answer != Answer::found) return;
  for (const UnitSummary::ScaledBy* other : run.world().scalers_elsewhere(workload)) {
    run.answered();
    const bool is_told =
        is_keda(scaler) != other->is_keda ? is_keda(scaler) : scaler.resource->name > other->name;
    const std::string_view why =
        consequence(is_keda(scaler), other->is_keda, gives_way(scaler) || other->gives_way);
    if (!is_told || why.empty()) continue;
    report(run, scaler, fmt::format("{} `{}` of `{}`", other->word, other->name, other->path), why);
    return;
  }
}

}  // namespace

void rule_scaler_two_scalers(RuleRun& run) {
  using Target = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;
  std::map<Target, const Scaler*> first;
  for (const Scaler& scaler : run.facts().scalers) {
    if (!scaler.target || scaler.resource->partial) continue;
    if (!scaler.workload) {
      check_elsewhere(run, scaler);
      continue;
    }
    const auto [place, is_first] =
        first.emplace(Target(scaler.resource->namespace_name, scaler.target_group,
                             scaler.target_kind, scaler.target_name),
                      &scaler);
    run.answered();
    const Scaler& other = *place->second;
    if (is_first ||
        (other.word() == scaler.word() && other.resource->name == scaler.resource->name))
      continue;
    const std::string_view why =
        consequence(is_keda(other), is_keda(scaler), gives_way(other) || gives_way(scaler));
    if (why.empty()) continue;
    Finding& finding =
        report(run, scaler, fmt::format("{} `{}`", other.word(), other.resource->name), why);
    add_label(finding, other.target["name"].span(), "the first one");
  }
}

}  // namespace fairlead
