#pragma once
#include "deploy/kustomize/graph.h"
#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Builds a kustomization, appending to `rendered`.
void build_kustomization(const Kustomization& kustomization, const FileSet& files,
                         Rendered& rendered);

}  // namespace fairlead
