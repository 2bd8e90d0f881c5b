#pragma once
#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Builds the kustomization in a file, appending to `rendered`.
void build_kustomization(const File& kustomization, const FileSet& files, Rendered& rendered);

}  // namespace fairlead
