#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "model/world.h"

namespace fairlead {

/// A directive of a server, where it is set.
struct ServerSetting {
  std::string_view value;
  Span at;
  const Resource* resource = nullptr;
};

/// The Service of this unit that an endpoint reaches, where exactly one can be meant; else null.
const Service* reached_service(const Model& model, const World& world, const Endpoint& endpoint);

/// What the server behind a Service of this unit is started with: its command line, else the
/// redis.conf of a ConfigMap that the command line names and the pod mounts, or an operator's
/// customConfig. Nothing where it is not set there, or where several workloads may be meant.
std::optional<ServerSetting> server_setting(const Model& model, const Service& service,
                                            std::string_view directive);

}  // namespace fairlead
