#pragma once
#include <vector>

#include "deploy/types/installation.h"
#include "deploy/types/installation_view.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Appends what an Application or ApplicationSet of Argo CD installs; nothing for any other object.
void add_applications(const Resource& resource, const InstallationView& view,
                      std::vector<Installation>& installations);

}  // namespace fairlead
