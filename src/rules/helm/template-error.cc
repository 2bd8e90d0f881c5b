#include <fmt/format.h>

#include "lint/words.h"
#include "rules/helm/printed_place.h"

namespace fairlead {
namespace {

using Failure = TemplateFailure::Kind;

/// Whether no values can mend it, or a deployment has no others.
bool is_certain(const TemplateFailure& failure) {
  switch (failure.kind) {
    case Failure::not_a_template:
    case Failure::chart:
      return true;
    case Failure::document:
    case Failure::execution:
    case Failure::asked_for:
      return failure.values_given && !failure.asks_cluster;
  }
  __builtin_unreachable();
}

std::string words_of(const TemplateFailure& failure) {
  switch (failure.kind) {
    case Failure::not_a_template:
      return fmt::format("Helm cannot read this template: {}", failure.message);
    case Failure::chart:
      return fmt::format("Helm does not load this chart: {}", failure.message);
    case Failure::document:
      return fmt::format("what is printed here makes the document unreadable: {}", failure.message);
    case Failure::execution:
      return fmt::format("Helm cannot render this template with these values: {}", failure.message);
    case Failure::asked_for:
      return fmt::format("the template refuses these values: {}", failure.message);
  }
  __builtin_unreachable();
}

}  // namespace

void rule_helm_template_error(RuleRun& run) {
  for (const TemplateFailure& failure : run.facts().printed.failures) {
    if (!is_certain(failure)) continue;
    run.answered();
    Finding& finding = run.report(failure.at, words_of(failure));
    if (failure.value.is_place()) add_label(finding, failure.value, "the value at fault");
    finding.caption = "nothing of the chart is installed";
    if (!failure.needs.empty()) finding.help = fmt::format("give `{}` a value", failure.needs);
    if (failure.kind == Failure::document)
      finding.help =
          "look at what `fairlead render` prints of this file; the indentation is wrong "
          "more often than not";
  }
}

}  // namespace fairlead
