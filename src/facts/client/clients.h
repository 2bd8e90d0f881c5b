#pragma once
#include <span>
#include <vector>

#include "base/arena.h"
#include "facts/client/client_at.h"
#include "facts/cluster/settings.h"
#include "facts/connect/connection.h"

namespace fairlead {

/// What says which libraries workloads use; all must outlive what is made of it.
struct ClientInputs {
  const Config& config;
  std::span<const Workload> workloads;
  std::span<const ContainerSettings> settings;
  std::span<const Endpoint> endpoints;
  std::span<const Connection> connections;
  std::span<const BuiltImage> builds;  ///< images of the repository
  std::span<const File* const> files;  ///< manifests of dependencies among others
};

/// The client libraries that workloads use for certain, and the Redis that each means.
std::vector<ClientAt> clients_of(const ClientInputs& in, Arena& arena, const SourceMap& sources);

}  // namespace fairlead
