#include <fmt/format.h>

#include "base/files.h"
#include "base/filled_in.h"
#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Whether a repository has an index of charts, in which each is called by its name alone.
bool has_index(std::string_view repository) {
  return repository.starts_with("https://") || repository.starts_with("http://");
}

}  // namespace

void rule_gitops_chart_name(RuleRun& run) {
  for (const Installation& installation : run.facts().installations) {
    for (const InstalledSource& source : installation.sources) {
      const std::string_view name = source.chart_at.text();
      if (!source.path.empty() || !contains(name, "/") || is_filled_in(name)) continue;
      if (!has_index(source.repository) || installation.anything) continue;
      const std::string_view chart = base_name(name);
      Finding& finding = run.report(
          *installation.resource, source.chart_at.span(),
          fmt::format("`{}` is no chart of `{}`: a Helm repository has charts by their names alone",
                      name, source.repository));
      finding.caption = "the name of a repository before the chart's";
      finding.help = fmt::format("the chart is called `{}` there", chart);
      if (!chart.empty())
        finding.fixes.push_back({fmt::format("call the chart `{}`", chart),
                                 {{inside(run.sources(), source.chart_at), std::string(chart)}}});
    }
  }
}

}  // namespace fairlead
