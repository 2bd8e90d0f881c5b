#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

std::string_view help_of(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::yaml_encoding:
      return "save the file as UTF-8 without a byte order mark";
    case ProblemKind::yaml_limit:
      return "split the file, or leave it out with `exclude` in fairlead.yaml";
    case ProblemKind::yaml_syntax:
    case ProblemKind::yaml_alias:
    case ProblemKind::duplicate_key:
    case ProblemKind::template_in_plain:
    case ProblemKind::not_yaml:
    case ProblemKind::resource_missing:
    case ProblemKind::resource_outside:
    case ProblemKind::resource_cycle:
    case ProblemKind::redis_quotes:
      return "";
  }
  __builtin_unreachable();
}

void report(RuleRun& run, const Problem& problem) {
  Finding& finding = run.report(problem.at, problem.message);
  finding.help = help_of(problem.kind);
  for (const Span& related : problem.related) add_label(finding, related, "see here");
}

}  // namespace

void rule_syntax_yaml(RuleRun& run) {
  for (const Problem& problem : run.facts().problems) {
    switch (problem.kind) {
      case ProblemKind::yaml_syntax:
      case ProblemKind::yaml_encoding:
      case ProblemKind::yaml_limit:
      case ProblemKind::yaml_alias:
        report(run, problem);
        break;
      case ProblemKind::template_in_plain:
      case ProblemKind::not_yaml:
        run.unknown(problem.at, "the file's text", problem.message);
        break;
      case ProblemKind::duplicate_key:
      case ProblemKind::resource_missing:
      case ProblemKind::resource_outside:
      case ProblemKind::resource_cycle:
      case ProblemKind::redis_quotes:
        break;  // other rules'
    }
  }
}

}  // namespace fairlead
