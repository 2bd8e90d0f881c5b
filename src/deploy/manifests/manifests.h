#pragma once
#include <vector>

#include "deploy/types/resource.h"

namespace fairlead {

/// Appends the objects of a file's documents; the items of a List each for itself. Documents
/// without apiVersion and kind are passed over. The objects of a release (File::is_release) that
/// name no namespace live where the others do, if that is one.
void add_manifests(const File& file, std::vector<Resource>& resources);

/// Whether objects of that kind have no namespace.
bool is_cluster_scoped(std::string_view kind);

}  // namespace fairlead
