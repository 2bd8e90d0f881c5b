#include <fmt/format.h>

#include <algorithm>

#include "base/filled_in.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Whether KEDA scales to nothing, which is what it does where nobody says otherwise.
bool begins_with_none(const Scaler& scaler) {
  const Ref spec = scaler.resource->root["spec"];
  const Ref least = spec["minReplicaCount"], idle = spec["idleReplicaCount"];
  return (!least.present() || least.text() == "0") && (!idle.present() || idle.text() == "0");
}

/// Whether the trigger counts entries that a consumer of the group has been given already.
bool counts_pending(const Trigger& trigger) {
  if (!trigger.redis || !trigger.redis->streams) return false;
  const TriggerValue* group = trigger.find("consumerGroup");
  const TriggerValue* lag = trigger.find("lagCount");
  return group && !group->at.text().empty() && (!lag || lag->at.text() == "0");
}

bool counts_use(const Trigger& trigger) {
  return trigger.type == "cpu" || trigger.type == "memory";
}

void report_pending(RuleRun& run, const Scaler& scaler, const Trigger& trigger) {
  const Ref at = trigger.find("consumerGroup")->at;
  Finding& finding = run.report(
      *scaler.resource, at.span(),
      fmt::format("without `lagCount` KEDA counts what the group was given and has not "
                  "acknowledged: from 0 replicas nothing is given, and the {} never starts one",
                  scaler.word()));
  finding.caption = "nothing is pending here";
  finding.help =
      "add `lagCount` (Redis 7), or leave the group out to count the whole stream, or "
      "set `minReplicaCount: 1`";
}

void report_use(RuleRun& run, const Scaler& scaler, const Trigger& trigger) {
  Finding& finding = run.report(
      *scaler.resource, trigger.at["type"].span(),
      "KEDA refuses a ScaledObject that has `cpu` and `memory` triggers alone and may scale to 0: "
      "what does not run uses nothing");
  finding.caption = "nothing starts the first replica";
  finding.help = "set `minReplicaCount: 1`, or add a trigger that counts work";
}

}  // namespace

void rule_scaler_never_starts(RuleRun& run) {
  for (const Scaler& scaler : run.facts().scalers) {
    if (scaler.triggers.empty() || scaler.resource->partial || !begins_with_none(scaler)) continue;
    run.answered();
    const Trigger& first = scaler.triggers.front();
    if (std::ranges::all_of(scaler.triggers, counts_pending))
      report_pending(run, scaler, first);
    else if (scaler.kind == ScalerKind::scaled_object &&
             std::ranges::all_of(scaler.triggers, counts_use))
      report_use(run, scaler, first);
  }
}

}  // namespace fairlead
