#pragma once
#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Appends the releases that the objects of a unit install: Argo CD's Applications, Flux's
/// HelmReleases, k3s' HelmCharts; those of a chart in this repository, its dependencies. To be
/// called when all objects are there: releases point at them.
void add_releases(const FileSet& files, Rendered& rendered);

/// Appends the releases of a chart's directory that is installed with a values file: of what it
/// depends on, and of the chart itself. The name is not known.
void add_chart_releases(const FileSet& files, const File& chart, const File* values,
                        Rendered& rendered);

/// Appends the releases of a kustomization's `helmCharts`.
void add_kustomized_releases(const FileSet& files, const File& kustomization, Rendered& rendered);

}  // namespace fairlead
