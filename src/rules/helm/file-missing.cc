#include <fmt/format.h>

#include <algorithm>

#include "lint/words.h"
#include "rules/helm/printed_place.h"

namespace fairlead {

void rule_helm_file_missing(RuleRun& run) {
  const std::vector<MissingFile>& all = run.facts().printed.missing_files;
  for (const MissingFile& file : all) {
    // What the template itself names may be left out on purpose.
    if (!file.at.is_place()) continue;
    run.answered();
    if (std::ranges::find(all, file) != all.begin() + (&file - all.data())) continue;
    Finding& finding = run.report(
        file.at, fmt::format("the chart has no file `{}`: `.Files.Get` gives an empty text{}",
                             file.path, file.is_needed ? ", and the template stops" : ""));
    finding.caption = "not in the chart";
    if (!file.is_needed) finding.severity = Severity::warning;
    finding.help =
        "give a path from the chart's directory; what .helmignore names, and what lies below "
        "templates/, cannot be read";
  }
}

}  // namespace fairlead
