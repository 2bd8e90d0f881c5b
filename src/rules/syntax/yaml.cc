#include "rules/syntax/told.h"

namespace fairlead {
namespace {

std::string_view help_of(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::utf_16:
      return "save the file as UTF-8: kubectl and kustomize read UTF-16, Helm and compose do not";
    case ProblemKind::yaml_encoding:
      return "save the file as UTF-8 without a byte order mark";
    case ProblemKind::yaml_limit:
      return "split the file, or leave it out with `exclude` in fairlead.yaml";
    case ProblemKind::yaml_syntax:
    case ProblemKind::yaml_alias:
    case ProblemKind::duplicate_key:
    case ProblemKind::repeated_key:
    case ProblemKind::template_in_plain:
    case ProblemKind::not_yaml:
    case ProblemKind::resource_missing:
    case ProblemKind::resource_outside:
    case ProblemKind::resource_cycle:
    case ProblemKind::kustomize_refuses:
    case ProblemKind::kustomize_idle_patch:
    case ProblemKind::compose_refuses:
    case ProblemKind::redis_quotes:
      return "";
  }
  __builtin_unreachable();
}

bool is_unreadable(const Problem& problem) {
  switch (problem.kind) {
    case ProblemKind::yaml_syntax:
    case ProblemKind::yaml_encoding:
    case ProblemKind::utf_16:
    case ProblemKind::yaml_limit:
    case ProblemKind::yaml_alias:
      return true;
    case ProblemKind::template_in_plain:
    case ProblemKind::not_yaml:
    case ProblemKind::duplicate_key:
    case ProblemKind::repeated_key:
    case ProblemKind::resource_missing:
    case ProblemKind::resource_outside:
    case ProblemKind::resource_cycle:
    case ProblemKind::kustomize_refuses:
    case ProblemKind::kustomize_idle_patch:
    case ProblemKind::compose_refuses:
    case ProblemKind::redis_quotes:
      return false;
  }
  __builtin_unreachable();
}

bool is_left_aside(const Problem& problem) {
  return problem.kind == ProblemKind::template_in_plain || problem.kind == ProblemKind::not_yaml;
}

}  // namespace

void rule_syntax_yaml(RuleRun& run) {
  for (const ToldProblem& told : told_problems(run.facts(), is_unreadable, false)) {
    Finding& finding = report_problem(run, told, "see here");
    if (const auto help = help_of(told.problem->kind); !help.empty()) finding.help = help;
    if (told.problem->kind == ProblemKind::utf_16) finding.severity = Severity::note;
  }
  for (const ToldProblem& told : told_problems(run.facts(), is_left_aside, true))
    run.unknown(told.problem->at, "the file's text", told.problem->message, GapKind::file);
}

}  // namespace fairlead
