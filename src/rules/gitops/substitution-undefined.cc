#include <fmt/format.h>

#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

void report_refusal(RuleRun& run, const VariableFault& fault) {
  Finding& finding = run.report(
      fault.at,
      fmt::format("Flux refuses this (`{}`), so {} deploys nothing", fault.refusal, fault.by));
  finding.caption = "no expression of Flux'";
  finding.help =
      "write `${NAME:-default}` or `${NAME:=default}`; `$${` stands for a `${` that is not Flux'";
  add_label(finding, fault.given_at, "its variables are filled in because of this");
}

void report_undefined(RuleRun& run, const VariableFault& fault) {
  Finding& finding = run.report(
      fault.at,
      fmt::format("{} gives no variable `{}`, so Flux puts nothing here", fault.by, fault.name));
  finding.caption = "becomes empty";
  finding.help = fmt::format(
      "give it under `postBuild`, or a default (`${{{0}:=…}}`); what a shell is to fill in is "
      "written "
      "`$${{{0}}}`",
      fault.name);
  add_label(finding, fault.given_at, "its variables are given here");
}

}  // namespace

void rule_gitops_substitution_undefined(RuleRun& run) {
  for (const VariableFault& fault : run.facts().variable_faults) {
    run.answered(fault.at, Answer::missing);
    if (fault.name.empty())
      report_refusal(run, fault);
    else
      report_undefined(run, fault);
  }
}

}  // namespace fairlead
