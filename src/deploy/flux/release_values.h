#pragma once
#include "deploy/manifests/written_objects.h"
#include "deploy/types/installation.h"
#include "deploy/types/installation_view.h"

namespace fairlead::flux {

/// Gives a source the values of a HelmRelease: `valuesFrom` in its order, with `values` over all.
/// What is not in view leaves them open; each object that is named is noted in `installation`.
void give_release_values(const Resource& release, const ObjectsInView& objects,
                         const InstallationView& view, Installation& installation,
                         InstalledSource& source);

}  // namespace fairlead::flux
