#pragma once
#include <vector>

#include "deploy/manifests/written_objects.h"
#include "deploy/types/installation.h"
#include "deploy/types/installation_view.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Reads Flux' HelmReleases and Kustomizations among the objects of one unit.
class FluxReader {
 public:
  /// All must outlive it.
  FluxReader(const ObjectsInView& objects, const InstallationView& view)
      : objects_(objects), view_(view) {}

  /// Appends what an object of Flux installs; nothing for any other object.
  void add(const Resource& resource, std::vector<Installation>& installations) const;

 private:
  Installation helm_release(const Resource& resource) const;
  Installation kustomization(const Resource& resource) const;
  void chart(const Resource& by, InstalledSource& source) const;

  const ObjectsInView& objects_;
  const InstallationView& view_;
};

}  // namespace fairlead
