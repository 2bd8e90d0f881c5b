#pragma once
#include <vector>

#include "deploy/types/installation.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Appends what an Argo CD Application installs, or each one that an ApplicationSet makes of its
/// lists; a set whose other generators are not read is one that may install anything.
void add_applications(const Resource& resource, std::vector<Installation>& installations);

}  // namespace fairlead
