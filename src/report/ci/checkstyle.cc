#include <fmt/format.h>

#include "report/ci/xml.h"
#include "report/place.h"
#include "report/report.h"
#include "report/telling.h"

namespace fairlead {
namespace {

std::string_view checkstyle_severity(Severity severity) {
  return severity == Severity::note ? "info" : severity_name(severity);
}

}  // namespace

void write_checkstyle(const Report& report, fmt::memory_buffer& buffer) {
  const Places places(*report.sources, Columns::code_points);
  const Telling telling(report);
  const auto out = std::back_inserter(buffer);
  fmt::format_to(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
  // Findings come sorted by path.
  const Finding* before = nullptr;
  for (const Finding& finding : report.findings) {
    if (!before || before->at.source != finding.at.source) {
      const std::string path = shown_path(report, report.sources->name(finding.at.source));
      fmt::format_to(out, "{}  <file name=\"{}\">\n", before ? "  </file>\n" : "", xml_text(path));
    }
    before = &finding;
    const Region at = places.region(finding.at);
    fmt::format_to(
        out,
        "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"{}\"/>\n",
        at.start_line, at.start_column, checkstyle_severity(finding.severity),
        xml_text(telling.line(finding)), xml_text(finding.rule->id));
  }
  fmt::format_to(out, "{}</checkstyle>\n", before ? "  </file>\n" : "");
}

}  // namespace fairlead
