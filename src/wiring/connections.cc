#include "wiring/connections.h"

#include <cassert>

namespace fairlead {
namespace {

/// The one Service of this unit that was found; null where it is another unit's, or one of several.
const Service* own_service(const Facts& facts, const Reach& reach) {
  if (reach.meeting != Meeting::meets || reach.service.services.size() != 1) return nullptr;
  const ServiceFacts& seen = reach.service.services.front();
  const auto named = facts.servers.services.find(seen.name);
  if (named == facts.servers.services.end()) return nullptr;
  const Service* found = nullptr;
  for (const Service* service : named->second) {
    if (service->namespace_name != seen.namespace_name) continue;
    if (found) return nullptr;
    found = service;
  }
  return found;
}

}  // namespace

Connections::Connections(const Facts& facts, const World& world) : facts_(facts) {
  reached_.reserve(facts.endpoints.size());
  for (const Endpoint& endpoint : facts.endpoints) {
    Reach reach = fairlead::reach(facts, world, endpoint);
    const Service* own = own_service(facts, reach);
    reached_.push_back({std::move(reach), own});
  }
}

const Connections::Reached& Connections::reached(const Endpoint& endpoint) const {
  const auto index = static_cast<std::size_t>(&endpoint - facts_.endpoints.data());
  assert(index < reached_.size());
  return reached_[index];
}

const Reach& Connections::at(const Endpoint& endpoint) const { return reached(endpoint).reach; }

const Service* Connections::service_at(const Endpoint& endpoint) const {
  return reached(endpoint).own;
}

}  // namespace fairlead
