#pragma once
#include <span>
#include <vector>

#include "deploy/helm/chart/chart.h"
#include "deploy/helm/reads/held.h"
#include "deploy/types/unread_value.h"
#include "source/source_map.h"

namespace fairlead::helm {

/// The keys of a layer of values that nothing in the chart reads. What says nothing is left out:
/// empty maps, anchors that are used elsewhere, keys that are comments. `values` is all that is
/// given, in one tree.
std::vector<UnreadValue> unread_values(const Chart& chart, HeldTable& reads, const Node& layer,
                                       Ref values, const SourceMap& sources);

}  // namespace fairlead::helm
