#pragma once
#include <span>

#include "deploy/helm/chart/load.h"
#include "deploy/helm/values/chart_release.h"
#include "deploy/types/chart_faults.h"
#include "deploy/types/gap.h"

namespace fairlead {

/// A chart that was made a release of.
struct MadeChart {
  const helm::Chart& chart;
  const helm::ChartRelease& release;
  std::span<const Node* const> layers;  ///< what it is given beside its own values
  bool is_whole = false;                ///< nothing more will be given
  bool is_locked = false;  ///< a Chart.lock says which versions of dependencies are fetched
};

/// What is wrong with a chart and its values; what cannot be known goes to `gaps`.
ChartFaults chart_faults_of(const MadeChart& made, helm::ChartLoader& loader, SourceMap& sources,
                            Arena& arena, std::vector<Gap>& gaps);

}  // namespace fairlead
