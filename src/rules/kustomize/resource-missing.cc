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

}  // namespace

void rule_kustomize_resource_missing(RuleRun& run) {
  if (run.facts().unit->kind == UnitKind::compose) return;  // those are mounts
  report_outside(run);
  for (const Problem& problem : run.facts().problems) {
    const std::string_view help = help_of(problem.kind);
    if (help.empty()) continue;
    run.answered();
    Finding& finding = run.report(problem.at, problem.message);
    finding.help = help;
    for (const Span& related : problem.related) add_label(finding, related, "see here");
  }
}

}  // namespace fairlead
