#pragma once
#include "base/arena.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Changes what a unit has built as the object does that deploys it: what kustomize would change
/// (patches, names, labels, images …), the variables of Flux. What cannot be applied leaves a gap
/// and marks what it may change.
void apply_alteration(const Unit& unit, SourceMap& sources, Arena& arena, Rendered& rendered);

}  // namespace fairlead
