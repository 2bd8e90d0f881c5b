#include "run/projects/project_units.h"

#include "lint/runner.h"

namespace fairlead {

Finding* add_finding(std::string_view rule, const Project& project, const SourceMap& written,
                     Span at, std::string message, ProjectFindings& to) {
  const RuleInfo& info = *find_rule(rule);
  const std::string_view asked = asked_severity(*project.config, info, written.name(at.source));
  if (asked == "off") return nullptr;
  Finding& finding = to.findings.emplace_back();
  finding.rule = &info;
  finding.severity = severity_named(asked).value_or(info.severity);
  finding.confidence = info.confidence;
  finding.at = at;
  finding.message = std::move(message);
  return &finding;
}

}  // namespace fairlead
