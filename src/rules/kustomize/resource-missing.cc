#include <fmt/format.h>

#include <map>
#include <span>

#include "deploy/types/kustomize_faults.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// What to do about a path of a kustomization; "" for a problem of another rule.
std::string_view help_of(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::resource_missing:
      return "correct the path, or take it off the list";
    case ProblemKind::resource_outside:
      return "keep what is deployed inside the repository";
    case ProblemKind::resource_cycle:
      return "take one of the references away";
    case ProblemKind::yaml_syntax:
    case ProblemKind::yaml_encoding:
    case ProblemKind::utf_16:
    case ProblemKind::yaml_limit:
    case ProblemKind::yaml_alias:
    case ProblemKind::duplicate_key:
    case ProblemKind::repeated_key:
    case ProblemKind::template_in_plain:
    case ProblemKind::not_yaml:
    case ProblemKind::kustomize_refuses:
    case ProblemKind::kustomize_idle_patch:
    case ProblemKind::compose_refuses:
    case ProblemKind::redis_quotes:
      return "";
  }
  __builtin_unreachable();
}

}  // namespace

namespace {

/// Files that kustomize's load restrictor refuses. Who builds the kustomization is not said here.
void report_outside(RuleRun& run) {
  if (!run.facts().kustomize_faults || run.world().builds_any_path()) return;
  for (const Ref entry : run.facts().kustomize_faults->outside) {
    run.answered();
    Finding& finding =
        run.report(entry.span(),
                   "kustomize reads no file that lies outside of the directory of its "
                   "kustomization, unless its load restrictor is switched off");
    finding.severity = Severity::warning;
    finding.confidence = Confidence::medium;
    finding.caption = "not in or below the directory";
    finding.help =
        "move the file below the kustomization, or list a kustomization in its own directory; "
        "`--load-restrictor LoadRestrictionsNone` where you build it yourself";
  }
}

void report(RuleRun& run, const Problem& problem) {
  Finding& finding = run.report(problem.at, problem.message);
  finding.help = help_of(problem.kind);
  for (const Span& related : problem.related) add_label(finding, related, "see here");
}

/// Of a list most of which is not there, what is wrong is the list: told once.
void report_list(RuleRun& run, const std::vector<const Problem*>& missing) {
  const std::size_t more = missing.size() - 1;
  Finding& finding = run.report(missing.front()->at, fmt::format("{} (and {} more of this file)",
                                                                 missing.front()->message, more));
  finding.help = "correct the paths, or take them off the list";
  for (const Problem* each : std::span(missing).subspan(1))
    add_label(finding, each->at, "not there either");
}

}  // namespace

void rule_kustomize_resource_missing(RuleRun& run) {
  if (run.facts().unit->kind == UnitKind::compose) return;  // those are mounts
  report_outside(run);
  constexpr std::size_t most_apart = 3;
  std::map<SourceId, std::vector<const Problem*>> missing;
  for (const Problem& problem : run.facts().problems) {
    if (help_of(problem.kind).empty()) continue;
    run.answered();
    if (problem.kind == ProblemKind::resource_missing)
      missing[problem.at.source].push_back(&problem);
    else
      report(run, problem);
  }
  for (const auto& [file, problems] : missing) {
    if (problems.size() > most_apart)
      report_list(run, problems);
    else
      for (const Problem* each : problems) report(run, *each);
  }
}

}  // namespace fairlead
