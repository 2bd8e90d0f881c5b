#include <fmt/format.h>

#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {

void rule_kustomize_build_refused(RuleRun& run) {
  for (const Problem& problem : run.facts().problems) {
    if (problem.kind != ProblemKind::kustomize_refuses) continue;
    run.answered();
    Finding& finding = run.report(problem.at, problem.message);
    finding.help = fmt::format("try `kubectl kustomize {}`: nothing of it is deployed like this",
                               run.facts().unit->root);
    for (const Span& related : problem.related) add_label(finding, related, "see here");
  }
}

}  // namespace fairlead
