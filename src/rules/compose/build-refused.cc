#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {

void rule_compose_build_refused(RuleRun& run) {
  for (const Problem& problem : run.facts().problems) {
    if (problem.kind != ProblemKind::compose_refuses) continue;
    run.answered();
    Finding& finding = run.report(problem.at, problem.message);
    finding.help =
        "`docker compose config` stops here, and no service of the project is started or changed";
    for (const Span& related : problem.related) add_label(finding, related, "see here");
  }
}

}  // namespace fairlead
