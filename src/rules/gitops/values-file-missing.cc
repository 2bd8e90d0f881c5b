#include <fmt/format.h>

#include "rules/gitops/named_paths.h"

namespace fairlead {
namespace {

/// A chart that is fetched has no files of this repository beside it.
void report_beside_package(RuleRun& run, const Installation& installation,
                           const InstalledSource& source, std::size_t index) {
  const std::string& entry = source.value_files[index];
  const Resource& by = *installation.resource;
  Finding& finding = run.report(
      by, source.value_files_at[index].span(),
      fmt::format(
          "`{}` leads out of the chart `{}`, which is fetched from elsewhere, so {} renders "
          "nothing of {} `{}`",
          entry, source.chart, deployer(by), by.kind, by.name));
  finding.caption = "not in the chart";
  finding.help =
      "add this repository as a second source with a `ref`, and name the file `$REF/path/of/it`";
}

}  // namespace

void rule_gitops_values_file_missing(RuleRun& run) {
  report_missing_paths(run, true);
  for (const Installation& installation : run.facts().installations) {
    if (installation.anything || installation.resource->partial) continue;
    for (const InstalledSource& source : installation.sources) {
      if (source.chart.empty() || !source.path.empty() || source.lacking_files) continue;
      for (std::size_t i = 0; i < source.value_files_at.size(); ++i)
        if (source.value_files[i].starts_with("../"))
          report_beside_package(run, installation, source, i);
    }
  }
}

}  // namespace fairlead
