#include "deploy/helm/faults/dependency_faults.h"

#include <algorithm>

#include "base/versions/version_constraint.h"
#include "deploy/helm/chart/subcharts.h"

namespace fairlead::helm {

std::vector<DependencyFault> dependency_faults(const Chart& chart) {
  std::vector<DependencyFault> all;
  for (const Dependency& each : chart.metadata.dependencies) {
    const auto fits = [&](const Chart& below) {
      return below.metadata.name == each.name && version_fits(each.version, below.metadata.version);
    };
    if (std::ranges::any_of(chart.subcharts, fits)) continue;
    DependencyFault fault{each.at, each.name, each.version, {}, {}};
    if (const Chart* found = subchart_of(chart, each)) fault.found = found->metadata.version;
    if (!each.alias.empty()) fault.off.emplace_back("alias");
    if (!each.condition.empty()) fault.off.emplace_back("condition");
    if (!each.tags.empty()) fault.off.emplace_back("tags");
    if (!each.imports.empty()) fault.off.emplace_back("import-values");
    all.push_back(std::move(fault));
  }
  return all;
}

}  // namespace fairlead::helm
