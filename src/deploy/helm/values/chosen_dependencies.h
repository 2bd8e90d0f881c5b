#pragma once
#include <optional>
#include <string>

#include "deploy/helm/values/live_chart.h"

namespace fairlead::helm {

/// What charts/ lacks of the dependencies that a chart lists, in Helm's words.
std::optional<Failure> missing_dependency(const LiveChart& chart);

/// Takes the chart's dependencies as its Chart.yaml lists them (an alias makes a copy), and away
/// those that tags and conditions switch off; then theirs.
std::optional<Failure> choose_dependencies(Making& making, LiveChart& chart, const Table& given,
                                           const std::string& path = "");

/// Merges the values of the subcharts into those of their parents, the deepest first, with what
/// `import-values` names.
std::optional<Failure> import_values(Making& making, LiveChart& chart);

}  // namespace fairlead::helm
