#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Appends the releases of what the objects of a unit install; those of a chart in this
/// repository, its dependencies.
void add_releases(const FileSet& files, Rendered& rendered);

/// Adds the values and parameters that a source gives to its release, whose chart lies in
/// `directory`, or is none of ours. A file that is not in view leaves the values open.
void give(const FileSet& files, const InstalledSource& source,
          std::optional<std::string_view> directory, Release& release);

/// Appends the releases of a chart's unit that is installed with values: of what it depends on, and
/// of the chart itself. Where nothing says the release's name, the chart's own stands for it.
void add_chart_releases(const FileSet& files, const Unit& unit,
                        std::span<const ReleaseValues> values, Rendered& rendered);

/// Appends the releases of a kustomization's `helmCharts`.
void add_kustomized_releases(const FileSet& files, const File& kustomization, Rendered& rendered);

}  // namespace fairlead
