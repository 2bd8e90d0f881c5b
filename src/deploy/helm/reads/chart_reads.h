#pragma once
#include <memory>
#include <span>

#include "deploy/helm/chart/load.h"
#include "deploy/helm/reads/held.h"

namespace fairlead::helm {

/// What the templates of a chart and its dependencies may read of the values, under any values:
/// what is switched off now counts as well, and so do conditions, tags and imports of Chart.yaml.
/// A dependency that is not in view may read all that is below its name. Nothing where it cannot
/// be known. `layers` are the values that the chart is given beside its own.
std::unique_ptr<HeldTable> chart_reads(const Chart& chart, std::span<const Node* const> layers,
                                       ChartLoader& loader, SourceMap& sources);

}  // namespace fairlead::helm
