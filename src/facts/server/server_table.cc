#include "facts/server/server_table.h"

namespace fairlead {

ServerTable server_table_of(std::vector<ServerLines> servers, std::span<const Workload> workloads,
                            std::span<const Service> services, Selector selector) {
  ServerTable table;
  table.servers = std::move(servers);
  table.selector = std::move(selector);
  for (const ServerLines& server : table.servers)
    table.by_workload.emplace(server.workload, &server);
  for (const Workload& workload : workloads) table.workloads.emplace(workload.resource, &workload);
  for (const Service& service : services) table.services[service.name].push_back(&service);
  return table;
}

}  // namespace fairlead
