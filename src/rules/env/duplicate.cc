#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "facts/cluster/variable_references.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Whether a variable's value is made of what was defined before under its own name.
bool extends_itself(const EnvVar& variable) {
  const auto all = variable_references(variable.value_at.text());
  return std::ranges::any_of(all, [&](const auto& each) { return each.name == variable.name; });
}

bool is_same(const EnvVar& one, const EnvVar& other) {
  return one.from == other.from && one.value_at.text() == other.value_at.text() &&
         one.holder == other.holder && one.key == other.key && one.from != ValueFrom::other;
}

void report(RuleRun& run, const Resource& resource, const EnvVar& lost, const EnvVar& last) {
  const bool same = is_same(lost, last);
  Finding& finding = run.report(
      resource, lost.name_at.span(),
      same ? fmt::format("`{}` is given twice, with the same value", lost.name)
           : fmt::format("`{}` is given again below: the last one counts, and this one is lost",
                         lost.name));
  finding.caption = same ? "once is enough" : "hidden by the one below";
  add_label(finding, last.name_at.span(), same ? "the same again" : "this one counts");
  if (same) finding.severity = Severity::note;
  finding.help = "keep one of the two";
}

void check(RuleRun& run, const Workload& workload, const Container& container) {
  std::unordered_map<std::string_view, const EnvVar*> last;
  for (const EnvVar& variable : container.env) {
    const auto [place, is_new] = last.try_emplace(variable.name, &variable);
    if (is_new || variable.name.empty()) continue;
    run.answered();
    const EnvVar& lost = *std::exchange(place->second, &variable);
    if (!extends_itself(variable)) report(run, *workload.resource, lost, variable);
  }
}

}  // namespace

void rule_env_duplicate(RuleRun& run) {
  for (const Workload& workload : run.facts().workloads)
    for (const Container& container : workload.containers) check(run, workload, container);
}

}  // namespace fairlead
