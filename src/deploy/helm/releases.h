#pragma once
#include <span>

#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Appends the releases of what the objects of a unit install; those of a chart in this
/// repository, its dependencies.
void add_releases(const FileSet& files, Rendered& rendered);

/// Appends the releases of a chart's directory that is installed with values files: of what it
/// depends on, and of the chart itself. The name is not known.
void add_chart_releases(const FileSet& files, const File& chart,
                        std::span<const File* const> values, Rendered& rendered);

/// Appends the releases of a kustomization's `helmCharts`.
void add_kustomized_releases(const FileSet& files, const File& kustomization, Rendered& rendered);

}  // namespace fairlead
