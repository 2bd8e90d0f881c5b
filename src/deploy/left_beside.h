#pragma once
#include "deploy/sites.h"

namespace fairlead {

/// Notes the objects in files that lie beside a kustomization, or one that it uses, and are listed
/// by none.
void note_left_beside(const Kustomization& kustomization, const Sites& sites, Rendered& rendered);

}  // namespace fairlead
