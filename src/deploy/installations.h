#pragma once
#include "deploy/types/resource.h"

namespace fairlead {

/// Reads what the objects of a unit install: Argo CD's Applications, Flux's HelmReleases and
/// Kustomizations, k3s' HelmCharts. To be called when all objects are there: it points at them.
void read_installations(Rendered& rendered);

}  // namespace fairlead
