#pragma once
#include <string>
#include <vector>

#include "deploy/helm/chart/chart.h"

namespace fairlead::helm {

/// The first of a chart's subcharts that a dependency of it is called after; null where none is
/// here.
const Chart* subchart_of(const Chart& chart, const Dependency& dependency);

/// What a subchart is called by the chart around, once for each dependency on it: the alias, else
/// its own name. A chart that no dependency names is called by its own.
std::vector<std::string> names_in(const Metadata& around, const Chart& subchart);

}  // namespace fairlead::helm
