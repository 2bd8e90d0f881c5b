#pragma once
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "facts/cluster/selection.h"
#include "facts/server/server_lines.h"

namespace fairlead {

/// What rules ask of every endpoint, looked up once for a unit: its servers with their lines, and
/// its Services by name.
struct ServerTable {
  std::vector<ServerLines> servers;
  std::unordered_map<const Workload*, const ServerLines*> by_workload;
  /// The first workload of a resource.
  std::unordered_map<const Resource*, const Workload*> workloads;
  std::unordered_map<std::string_view, std::vector<const Service*>> services;
  Selector selector;
};

/// Indexes `servers` with the workloads and Services of their unit. All must outlive it.
ServerTable server_table_of(std::vector<ServerLines> servers, std::span<const Workload> workloads,
                            std::span<const Service> services, Selector selector);

}  // namespace fairlead
