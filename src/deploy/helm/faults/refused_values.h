#pragma once
#include <vector>

#include "deploy/helm/chart/load.h"
#include "deploy/helm/values/chart_release.h"
#include "deploy/types/chart_faults.h"

namespace fairlead::helm {

/// What values.schema.json of a release's charts refuses, and what was not checked.
struct RefusedValues {
  std::vector<RefusedValue> refused;
  std::vector<RefusedValue> needed;  ///< what is asked for and not given yet
  std::vector<Failure> unchecked;    ///< schemas that were not looked at, with the reason
};

RefusedValues refused_values(const ChartRelease& release, ChartLoader& loader, SourceMap& sources,
                             Arena& arena);

}  // namespace fairlead::helm
