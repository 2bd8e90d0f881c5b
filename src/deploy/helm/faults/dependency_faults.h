#pragma once
#include <vector>

#include "deploy/helm/chart/chart.h"
#include "deploy/types/chart_faults.h"

namespace fairlead::helm {

/// The dependencies of a chart that lie in no charts/, or in another version than is asked for.
std::vector<DependencyFault> dependency_faults(const Chart& chart);

}  // namespace fairlead::helm
