#pragma once
#include <string>
#include <vector>

#include "deploy/kustomize/graph.h"
#include "deploy/projects.h"
#include "deploy/sites.h"
#include "deploy/types/file_set.h"
#include "deploy/walk.h"

namespace fairlead {

/// The units that a set of files forms, with the configuration of each project.
struct Discovery {
  std::vector<Unit> units;
  Sites sites;                  ///< what an object deploys by naming a directory
  std::vector<Config> configs;  ///< by ConfigId; the first one is that of no fairlead.yaml

  const Config& config(ConfigId id) const { return configs[static_cast<std::size_t>(id)]; }
  std::vector<Gap> left_aside;
  std::vector<Gap> unread;  ///< what should be read and cannot be
  std::vector<ReadInventory> inventories;
};

/// Forms units of the files that the walk found; `files` may hold more, which kustomizations reach.
/// Every file belongs to a unit or is left aside with a reason. An error where a fairlead.yaml is
/// wrong. `clients` are the client libraries that every configuration knows.
/// The sites point into `kustomizations`, which must outlive them.
Result<Discovery> discover(const FileSet& files, const std::vector<Found>& found,
                           const KustomizationGraph& kustomizations, const SourceMap& sources,
                           std::span<const redis::ClientLibrary> clients = {}, ConfigUse use = {});

}  // namespace fairlead
