#pragma once
#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Whether a file is the values.yaml that a chart brings itself.
bool is_own_values(const File& file);

/// The unit of a chart, `site`, deployed with `values` over its own, a later one wins; with the
/// .env examples beside the last file.
Unit chart_with(const Unit& site, std::vector<ReleaseValues> values, const FileSet& files);

/// Appends what a chart's directory installs as `base` says (name, namespace, values given): the
/// chart itself, where it may be somebody else's that was copied here, and all that it depends on,
/// vendored or not.
void add_dependencies(const FileSet& files, const File& chart, const Release& base,
                      std::vector<Release>& releases);

}  // namespace fairlead
