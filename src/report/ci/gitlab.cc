#include <algorithm>

#include "report/inert.h"
#include "report/machine/json_writer.h"
#include "report/place.h"
#include "report/report.h"
#include "report/telling.h"

namespace fairlead {
namespace {

/// GitLab sorts blocker, critical, major, minor, info.
std::string_view gitlab_severity(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "critical";
    case Severity::warning:
      return "major";
    case Severity::note:
      return "info";
  }
  __builtin_unreachable();
}

}  // namespace

void write_gitlab(const Report& report, fmt::memory_buffer& out) {
  const Places places(*report.sources, Columns::code_points);
  const Telling telling(report);
  // GitLab takes issues with equal fingerprints for one; these differ.
  const std::vector<std::string> prints = fingerprints(report);
  JsonWriter json(out);
  const auto issue = [&](const Finding& finding, std::string_view fingerprint) {
    const Region at = places.region(finding.at);
    const bool security = std::ranges::count(finding.rule->tags, "security") > 0;
    json.field("type", "issue");
    json.field("check_name", finding.rule->id);
    json.field("description", telling.line(finding));
    json.array("categories", [&] { json.string(security ? "Security" : "Bug Risk"); });
    json.field("severity", gitlab_severity(finding.severity));
    json.field("fingerprint", fingerprint);
    json.object("location", [&] {
      json.field("path", well_formed(report.sources->name(finding.at.source)));
      json.object("lines", [&] {
        json.field("begin", std::size_t{at.start_line});
        json.field("end", std::size_t{at.end_line});
      });
    });
  };
  json.array([&] {
    for (std::size_t i = 0; i < report.findings.size(); ++i)
      json.object([&] { issue(report.findings[i], prints[i]); });
  });
  out.push_back('\n');
}

}  // namespace fairlead
