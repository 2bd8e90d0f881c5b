#pragma once
#include <string>
#include <vector>

#include "deploy/helm/chart/chart.h"

namespace fairlead {

/// Appends the paths of all files that a chart and its subcharts are made of.
void add_inputs(const helm::Chart& chart, std::vector<std::string>& inputs);

/// The dependencies of a chart whose own charts are nowhere.
std::vector<const helm::Dependency*> missing_dependencies(const helm::Chart& chart);

}  // namespace fairlead
