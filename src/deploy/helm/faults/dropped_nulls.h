#pragma once
#include <vector>

#include "deploy/helm/chart/chart.h"
#include "deploy/types/chart_faults.h"

namespace fairlead::helm {

/// The nulls of a chart's own values.yaml over a default of one of its dependencies. Helm 3 takes
/// the default away; Helm 4 forgets nulls of values.yaml before it puts values together.
std::vector<DroppedNull> dropped_nulls(const Chart& chart);

}  // namespace fairlead::helm
