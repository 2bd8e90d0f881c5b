#include "wiring/client_servers.h"

#include <algorithm>

namespace fairlead {
namespace {

/// Whether the client's workload is, or may be, given an address of a Redis.
bool may_have_address(const Facts& facts, const ClientAt& client) {
  for (const ContainerSettings& each : facts.settings) {
    if (each.workload == client.workload && each.open) return true;
  }
  const auto same = [&](const auto& each) { return each.workload == client.workload; };
  return std::ranges::any_of(facts.broken_connections, same) ||
         std::ranges::any_of(facts.endpoints, [&](const Endpoint& each) {
           return same(each) && each.product != Product::other;
         });
}

/// The Service of the one Redis with data of a namespace; null where there are several, or where
/// something may deploy more.
const Service* only_redis(const Facts& facts, std::string_view namespace_name) {
  if (facts.open) return nullptr;
  const auto data = [](const Service& service) {
    return std::ranges::any_of(service.ports,
                               [](const ServicePort& port) { return port.role == Role::data; });
  };
  const auto servers = std::ranges::count_if(
      facts.redis_servers, [](const RedisServer& server) { return !server.sentinel; });
  if (servers != 1) return nullptr;
  const auto found = std::ranges::find_if(facts.services, [&](const Service& service) {
    return service.namespace_name == namespace_name && data(service);
  });
  return found == facts.services.end() ? nullptr : &*found;
}

}  // namespace

std::vector<ClientServer> servers_of(const Facts& facts, const Connections& connections,
                                     const ClientAt& client) {
  std::vector<ClientServer> found;
  for (const Endpoint* endpoint : client.endpoints) {
    if (const Service* service = connections.service_at(*endpoint))
      found.push_back({service, endpoint->host_at, endpoint});
  }
  if (!client.endpoints.empty() || client.library->other_brokers || may_have_address(facts, client))
    return found;
  const Resource& resource = *client.workload->resource;
  const Service* only = resource.partial ? nullptr : only_redis(facts, resource.namespace_name);
  if (only && only->resource != &resource && may_share(client.workload->networks, only->networks))
    found.push_back({only, {}, nullptr});
  return found;
}

}  // namespace fairlead
