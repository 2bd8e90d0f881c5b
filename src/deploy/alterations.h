#pragma once
#include "base/arena.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Changes what a unit has built as the object does that deploys it: its namespace, the variables
/// of Flux. What is not applied yet of it leaves a gap and marks what it may change.
void apply_alteration(const Unit& unit, SourceMap& sources, Arena& arena, Rendered& rendered);

}  // namespace fairlead
