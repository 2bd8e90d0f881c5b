#pragma once
#include <cstddef>
#include <vector>

#include "lint/rule_run.h"

namespace fairlead {

/// A problem that a rule speaks of, and how many like it in the same file it passes over for that.
struct ToldProblem {
  const Problem* problem = nullptr;
  std::size_t others = 0;
};

/// The problems of some kinds that are worth telling: all of a deployed file; of a file that
/// nothing deploys, or where `once` is set, the first alone.
std::vector<ToldProblem> told_problems(const Facts& facts, bool (*is_asked_for)(const Problem&),
                                       bool once);

/// Reports it with `related` at the other places: a note where nothing here deploys the file.
Finding& report_problem(RuleRun& run, const ToldProblem& told, std::string_view related);

}  // namespace fairlead
