#include <fmt/format.h>

#include "deploy/types/chart_faults.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {

void rule_helm_schema(RuleRun& run) {
  if (!run.facts().chart_faults) return;
  for (const RefusedValue& each : run.facts().chart_faults->refused) {
    const std::string what =
        each.path.empty() ? std::string("the values") : fmt::format("`{}`", each.path);
    Finding& finding = run.report(
        each.at, fmt::format("values.schema.json refuses {}: {}, so Helm installs nothing", what,
                             each.words));
    finding.path = each.path;
    if (each.schema.is_place()) add_label(finding, each.schema, "the schema says so here");
  }
}

}  // namespace fairlead
