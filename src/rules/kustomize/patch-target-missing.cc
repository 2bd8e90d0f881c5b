#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {

void rule_kustomize_patch_target_missing(RuleRun& run) {
  for (const Problem& problem : run.facts().problems) {
    if (problem.kind != ProblemKind::kustomize_idle_patch) continue;
    run.answered();
    Finding& finding = run.report(problem.at, problem.message);
    finding.help = "correct the `target`, or take the patch out";
    for (const Span& related : problem.related) add_label(finding, related, "the patch");
  }
}

}  // namespace fairlead
