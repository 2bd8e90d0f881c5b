#include <fmt/format.h>

#include "report/inert.h"
#include "report/place.h"
#include "report/report.h"

namespace fairlead {

void write_concise(const Report& report, fmt::memory_buffer& out) {
  const Places places(*report.sources, Columns::code_points);
  for (const Finding& finding : report.findings) {
    const Region at = places.region(finding.at);
    const std::string path = shown_path(report, report.sources->name(finding.at.source));
    const std::string_view from = template_of(*report.sources, finding.at);
    fmt::format_to(std::back_inserter(out), "{}:{}:{}: {}: {} [{}]{}{}\n", inert(path),
                   at.start_line, at.start_column, severity_name(finding.severity),
                   inert(finding.message), finding.rule->id, from.empty() ? "" : " from ",
                   inert(from));
  }
}

}  // namespace fairlead
