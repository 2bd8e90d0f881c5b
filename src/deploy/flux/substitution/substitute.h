#pragma once
#include "base/arena.h"
#include "deploy/types/resource.h"

namespace fairlead::flux {

/// Fills in the variables of a Kustomization in what it has built, object by object, as text; what
/// then looks like a number is one. Objects that ask not to be touched stay as they are. What does
/// not exist is noted in Rendered::variable_faults, what is not in view stays as it is written.
void substitute(const Alteration& alteration, SourceMap& sources, Arena& arena, Rendered& rendered);

}  // namespace fairlead::flux
