#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {

void rule_syntax_duplicate_key(RuleRun& run) {
  for (const Problem& problem : run.facts().problems) {
    if (problem.kind != ProblemKind::duplicate_key) continue;
    Finding& finding = run.report(problem.at, problem.message);
    finding.caption = "the same key again";
    for (const Span& first : problem.related) add_label(finding, first, "first here");
    finding.help = "keep one of the two, or merge their values";
  }
}

}  // namespace fairlead
