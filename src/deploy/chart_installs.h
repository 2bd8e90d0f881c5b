#pragma once
#include <vector>

#include "deploy/types/resource.h"

namespace fairlead {

/// What a file of helmfile or Skaffold installs as Helm releases: an entry each. Their charts are
/// not followed, so they may make anything.
std::vector<Ref> chart_installs(const File& file);

}  // namespace fairlead
