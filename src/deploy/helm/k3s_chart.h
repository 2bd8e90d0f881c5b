#pragma once
#include <vector>

#include "deploy/types/installation.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Appends what a HelmChart of k3s installs; nothing for any other object.
void add_k3s_chart(const Resource& resource, std::vector<Installation>& installations);

}  // namespace fairlead
