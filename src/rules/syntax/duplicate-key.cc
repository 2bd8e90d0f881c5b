#include "rules/syntax/told.h"

namespace fairlead {

void rule_syntax_duplicate_key(RuleRun& run) {
  // Equal values are lost on nobody but kustomize, which refuses the file.
  const auto is_duplicate = [](const Problem& problem) {
    return problem.kind == ProblemKind::duplicate_key ||
           (problem.kind == ProblemKind::repeated_key && problem.deployed);
  };
  for (const ToldProblem& told : told_problems(run.facts(), is_duplicate, false)) {
    Finding& finding = report_problem(run, told, "first here");
    if (told.problem->deployed) finding.caption = "the same key again";
    finding.help = "keep one of the two, or merge their values";
  }
}

}  // namespace fairlead
