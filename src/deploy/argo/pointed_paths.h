#pragma once
#include <string>
#include <vector>

#include "deploy/types/resource.h"

namespace fairlead {

/// The directories of this repository that an object deploys: `path` of Argo CD's Applications and
/// of Flux' Kustomizations, a chart's directory of a HelmRelease. Whether the object means this
/// repository is not asked: a path that exists here is taken for it. The root itself is left out.
std::vector<std::string> pointed_paths(const Resource& resource);

}  // namespace fairlead
