#include <fmt/format.h>

#include "deploy/types/chart_faults.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {

void rule_helm_null_dropped(RuleRun& run) {
  if (!run.facts().chart_faults) return;
  for (const DroppedNull& each : run.facts().chart_faults->nulls) {
    Finding& finding = run.report(
        each.at, fmt::format("Helm 3 takes the default of `{}` away; Helm 4 passes over a null in "
                             "values.yaml, and the default of `{}` stays",
                             each.path, each.dependency));
    finding.caption = "passed over by Helm 4";
    finding.help = "give an empty value, or the null with `-f` or `--set`";
    finding.path = each.path;
    if (each.standard.is_place()) add_label(finding, each.standard, "the default");
  }
}

}  // namespace fairlead
