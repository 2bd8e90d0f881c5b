#include <fmt/format.h>

#include <algorithm>

#include "base/versions/version_constraint.h"
#include "deploy/types/chart_faults.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

void report_version(RuleRun& run, const DependencyFault& fault) {
  Finding& finding = run.report(
      fault.at,
      fault.off.empty()
          ? fmt::format("charts/ holds `{}` {}, which `{}` does not take", fault.name, fault.found,
                        fault.wanted)
          : fmt::format("charts/ holds `{}` {}, which `{}` does not take, so its {} {} nothing",
                        fault.name, fault.found, fault.wanted, some_names(fault.off),
                        fault.off.size() == 1 ? "says" : "say"));
  if (!fault.off.empty()) finding.severity = Severity::warning;
  finding.caption = "another version lies in charts/";
  finding.help = "run `helm dependency update`, or correct the range";
}

/// Whether a range takes one version only: what is fetched is known without Chart.lock.
bool is_exact(std::string_view range) {
  const std::string_view numbers = range.substr(0, range.find_first_of("-+"));
  return is_version(range) && std::ranges::count(numbers, '.') == 2;
}

}  // namespace

void rule_helm_dependency_missing(RuleRun& run) {
  if (!run.facts().chart_faults) return;
  std::vector<std::string> missing;
  Span at;
  for (const DependencyFault& fault : run.facts().chart_faults->dependencies) {
    if (!fault.found.empty()) {
      report_version(run, fault);
      continue;
    }
    if (is_exact(fault.wanted)) continue;
    if (missing.empty()) at = fault.at;
    missing.push_back(fault.name);
  }
  if (missing.empty()) return;
  Finding& finding = run.report(
      at, fmt::format("{} {} in no charts/, and no Chart.lock says which version to fetch",
                      some_names(missing), missing.size() == 1 ? "lies" : "lie"));
  finding.help = "run `helm dependency update`, and commit Chart.lock or charts/";
}

}  // namespace fairlead
