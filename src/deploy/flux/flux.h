#pragma once
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "deploy/types/installation.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Reads Flux' HelmReleases and Kustomizations among the objects of one unit.
class FluxReader {
 public:
  /// `resources` must outlive it.
  explicit FluxReader(std::span<const Resource> resources);

  /// Appends what an object of Flux installs; nothing for any other object.
  void add(const Resource& resource, std::vector<Installation>& installations) const;

 private:
  Installation helm_release(const Resource& resource) const;
  void chart(Ref spec, InstalledSource& source) const;
  void values(Ref spec, InstalledSource& source) const;
  const Resource* find(std::string_view kind, std::string_view name) const;
  Ref config_map_text(Ref from) const;

  /// What releases refer to, by kind and name.
  std::map<std::pair<std::string_view, std::string_view>, const Resource*> by_name_;
};

}  // namespace fairlead
