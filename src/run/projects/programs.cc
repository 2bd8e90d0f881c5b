#include "run/projects/programs.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/glob.h"
#include "base/text.h"

namespace fairlead {

void find_idle_programs(const Project& project, const SourceMap& written, ProjectFindings& found) {
  std::vector<std::string_view> workloads;
  bool open = false;
  for (const ProjectUnit& unit : project.units) {
    open = open || unit.open || unit.renamed;
    for (const Workload& workload : unit.facts->workloads)
      workloads.push_back(workload.resource->name);
  }
  for (const Program& program : project.config->programs) {
    const bool fits = std::ranges::any_of(workloads, [&](std::string_view name) {
      return path_matches(program.workload.text, name);
    });
    if (fits) continue;
    const Span at = program.workload.at;
    if (open || workloads.empty()) {
      found.unknown.push_back({written.name(at.source), at,
                               fmt::format("program `{}`", program.workload.text),
                               open ? "something that is not rendered here may deploy its workload"
                                    : "no workload of the project is in view"});
      continue;
    }
    Finding* finding = add_finding(
        "config/program-without-workload", project, written, at,
        fmt::format("no workload of this project is called `{}`, so none is held to this entry",
                    program.workload.text),
        found);
    if (!finding) continue;
    const std::string_view near = nearest(program.workload.text, workloads);
    finding->help = near.empty() ? "write the name of a workload, or a pattern with `*`"
                                 : fmt::format("did you mean `{}`?", near);
  }
}

}  // namespace fairlead
