#pragma once
#include <vector>

#include "wiring/summary.h"

namespace fairlead {

/// The paths of repositories that a unit's objects name, to find out which repository is this one.
std::vector<UnitSummary::Pointed> pointed_by(const Facts& facts, const SourceMap& sources);

}  // namespace fairlead
