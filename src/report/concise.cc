#include <fmt/format.h>

#include "report/mask.h"
#include "report/place.h"
#include "report/report.h"

namespace fairlead {

void write_concise(const Report& report, fmt::memory_buffer& out) {
  const Mask mask(*report.sources);
  for (const Finding& finding : report.findings) {
    const Position at = report.sources->position(finding.at.source, finding.at.begin);
    const std::string path = shown_path(report, report.sources->name(finding.at.source));
    fmt::format_to(std::back_inserter(out), "{}:{}:{}: {}: {} [{}]\n", inert(mask.words(path)),
                   at.line, at.column, severity_name(finding.severity),
                   inert(mask.words(finding.message)), finding.rule->id);
  }
}

}  // namespace fairlead
