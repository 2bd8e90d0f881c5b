#pragma once
#include <vector>

#include "deploy/types/resource.h"
#include "source/source_map.h"

namespace fairlead {

/// Appends the objects of a file's documents; the items of a List each for itself. Documents
/// without apiVersion and kind are passed over. The objects of a release (File::is_release) that
/// name no namespace live where the others do, if that is one.
void add_manifests(const File& file, std::vector<Resource>& resources);

/// The same of one document, which need not be the file's own: what made it, say.
void add_objects(const File& file, Ref root, std::vector<Resource>& resources);

/// Whether a file of YAML or JSON holds objects for a cluster, or would if it could be read: other
/// files in a directory of manifests are not deployed. A release is, whatever it holds.
bool holds_objects(const File& file, const SourceMap& sources);

/// Whether objects of that kind have no namespace.
bool is_cluster_scoped(std::string_view kind);

}  // namespace fairlead
