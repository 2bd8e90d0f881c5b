#pragma once
#include "deploy/manifests/written_objects.h"
#include "deploy/types/installation_view.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Reads what the objects of a unit install: Argo CD's Applications and what its ApplicationSets
/// make, Flux's HelmReleases and Kustomizations, k3s' HelmCharts. To be called when all objects are
/// there: it points at them. `written` has those of all files.
void read_installations(const InstallationView& view, const WrittenObjects& written,
                        Rendered& rendered);

}  // namespace fairlead
