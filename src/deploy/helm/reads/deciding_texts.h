#pragma once
#include <vector>

#include "deploy/helm/reads/held.h"
#include "deploy/types/chart_faults.h"
#include "tree/node.h"

namespace fairlead::helm {

/// The texts of a layer of values that say "false" and are true, since they are not empty: an `if`
/// or a condition of Chart.yaml goes by them, and nothing else reads them.
std::vector<DecidingText> deciding_texts(HeldTable& reads, const Node& layer);

}  // namespace fairlead::helm
