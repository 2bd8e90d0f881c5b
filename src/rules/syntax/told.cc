#include "rules/syntax/told.h"

#include <fmt/format.h>

#include <map>

#include "lint/words.h"

namespace fairlead {

std::vector<ToldProblem> told_problems(const Facts& facts, bool (*is_asked_for)(const Problem&),
                                       bool once) {
  std::vector<ToldProblem> told;
  std::map<SourceId, std::size_t> firsts;
  for (const Problem& problem : facts.problems) {
    if (!is_asked_for(problem)) continue;
    const auto [first, added] = firsts.try_emplace(problem.at.source, told.size());
    if (added || (problem.deployed && !once))
      told.push_back({&problem, 0});
    else
      ++told[first->second].others;
  }
  return told;
}

Finding& report_problem(RuleRun& run, const ToldProblem& told, std::string_view related) {
  const Problem& problem = *told.problem;
  std::string message = problem.message;
  if (told.others > 0) message += fmt::format(" (and {} more in this file)", told.others);
  Finding& finding = run.report(problem.at, std::move(message));
  for (const Span& other : problem.related) add_label(finding, other, std::string(related));
  if (problem.deployed) return finding;
  finding.severity = Severity::note;
  finding.caption = "nothing that deploys reads this file as YAML";
  finding.help = "if it is meant to be something else, name it under `exclude` in fairlead.yaml";
  return finding;
}

}  // namespace fairlead
