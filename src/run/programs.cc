#include "run/programs.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/glob.h"
#include "base/text.h"
#include "lint/rule.h"
#include "lint/runner.h"

namespace fairlead {
namespace {

constexpr std::string_view rule_id = "config/program-without-workload";

/// What a project deploys.
struct Deployed {
  std::vector<std::string_view> workloads;  ///< names
  bool asked = false;                       ///< a unit of it is asked for
  bool open = false;                        ///< something may deploy more
};

std::vector<Deployed> deployed_by_projects(std::span<const std::unique_ptr<UnitState>> units,
                                           std::size_t projects) {
  std::vector<Deployed> all(projects);
  for (const auto& unit : units) {
    Deployed& project = all[static_cast<std::size_t>(unit->unit.config)];
    project.asked = project.asked || unit->asked;
    project.open = project.open || unit->facts->open || !unit->summary.creators.empty() ||
                   !unit->beyond.empty();
    for (const Workload& workload : unit->facts->workloads)
      project.workloads.push_back(workload.resource->name);
  }
  return all;
}

Finding finding_of(const RuleInfo& rule, const Program& program, const Deployed& project) {
  Finding finding;
  finding.rule = &rule;
  finding.severity = rule.severity;
  finding.confidence = rule.confidence;
  finding.at = program.workload.at;
  finding.message =
      fmt::format("no workload of this project is called `{}`, so none is held to this entry",
                  program.workload.text);
  const std::string_view near = nearest(program.workload.text, project.workloads);
  finding.help = near.empty() ? "write the name of a workload, or a pattern with `*`"
                              : fmt::format("did you mean `{}`?", near);
  return finding;
}

}  // namespace

IdlePrograms idle_programs(std::span<const std::unique_ptr<UnitState>> units,
                           const Discovery& discovery, const SourceMap& sources,
                           const Asked& read) {
  IdlePrograms idle;
  const RuleInfo& rule = *find_rule(rule_id);
  const std::vector<Deployed> deployed = deployed_by_projects(units, discovery.configs.size());
  for (std::size_t i = 0; i < deployed.size(); ++i) {
    const Config& config = discovery.configs[i];
    const Deployed& project = deployed[i];
    if (!project.asked || !read.holds(config.directory)) continue;
    const std::string_view asked = asked_severity(config, rule, config.path);
    if (asked == "off") continue;
    for (const Program& program : config.programs) {
      const bool fits = std::ranges::any_of(project.workloads, [&](std::string_view name) {
        return path_matches(program.workload.text, name);
      });
      if (fits) continue;
      if (project.open || project.workloads.empty()) {
        idle.unknown.push_back({sources.name(program.workload.at.source), program.workload.at,
                                fmt::format("program `{}`", program.workload.text),
                                project.open
                                    ? "something that is not rendered here may deploy its workload"
                                    : "no workload of the project is in view"});
        continue;
      }
      idle.findings.push_back(finding_of(rule, program, project));
      idle.findings.back().severity = severity_named(asked).value_or(idle.findings.back().severity);
    }
  }
  return idle;
}

}  // namespace fairlead
