#include "lint/rule_run.h"

namespace fairlead {

void rule_compose_mount_missing(RuleRun& run) {
  if (run.facts().unit->kind != UnitKind::compose) return;
  for (const Problem& problem : run.facts().problems) {
    if (problem.kind != ProblemKind::resource_missing) continue;
    run.answered();
    Finding& finding = run.report(problem.at, problem.message);
    finding.caption = "docker makes an empty directory of this name";
    finding.help = "commit the file, or mount the one that is meant";
  }
}

}  // namespace fairlead
