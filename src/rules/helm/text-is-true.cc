#include <fmt/format.h>

#include "deploy/types/chart_faults.h"
#include "lint/rule_run.h"

namespace fairlead {

void rule_helm_text_is_true(RuleRun& run) {
  if (!run.facts().chart_faults) return;
  for (const DecidingText& each : run.facts().chart_faults->deciding_texts) {
    Finding& finding = run.report(
        each.at,
        fmt::format("`{}` is the text \"{}\" and so true: a text is false only where it is "
                    "empty",
                    each.path, each.text));
    finding.caption = "a text, not a boolean";
    finding.help = "write `false` without quotes";
    finding.path = each.path;
    finding.fixes.push_back({"write `false`", {{each.at, "false"}}});
  }
}

}  // namespace fairlead
