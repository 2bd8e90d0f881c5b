#include "deploy/helm/chart/subcharts.h"

#include <algorithm>

namespace fairlead::helm {

const Chart* subchart_of(const Chart& chart, const Dependency& dependency) {
  const auto found = std::ranges::find_if(
      chart.subcharts, [&](const Chart& each) { return each.metadata.name == dependency.name; });
  return found == chart.subcharts.end() ? nullptr : &*found;
}

std::vector<std::string> names_in(const Metadata& around, const Chart& subchart) {
  std::vector<std::string> names;
  for (const Dependency& each : around.dependencies)
    if (each.name == subchart.metadata.name)
      names.push_back(each.alias.empty() ? each.name : each.alias);
  if (names.empty()) names.push_back(subchart.metadata.name);
  return names;
}

}  // namespace fairlead::helm
