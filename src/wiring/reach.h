#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "wiring/world.h"

namespace fairlead {

/// What becomes of a connection, as far as the files say. One answer for an endpoint, so that of
/// the rules about endpoints at most one speaks.
enum class Meeting : std::uint8_t {
  unknown,          ///< not decidable; Reach::reason says why
  meets,            ///< a Service offers the port, and nothing speaks against it
  no_service,       ///< no Service has the name
  other_namespace,  ///< a short name whose Service is in another namespace
  no_pod,           ///< the Service exists, and no pod has that name below it
  other_network,    ///< of a compose project: what has the name is on none of the client's networks
  port_not_offered,  ///< the Service exists, without the port
  port_of_the_host,  ///< of a compose project: what has the name listens on another port, and the
                     ///< port is its own on the machine alone
  sentinel_as_data,  ///< a client of Redis' data speaks to a Sentinel
  data_as_sentinel,  ///< a client of Sentinel speaks to a Redis that holds data
};

struct Reach {
  Meeting meeting = Meeting::unknown;
  bool sure = false;                    ///< Services in view say so, not the port's number alone
  Role role = Role::unknown;            ///< of the port, where the Service is found
  ServiceAnswer service;                ///< of the host; unknown where it was not looked up
  std::vector<ServiceFacts> elsewhere;  ///< other_namespace: the Services of that name
  std::string reason;                   ///< unknown: why
};

/// Looks one endpoint up. Those of `facts` were: connections.h.
Reach reach(const Facts& facts, const World& world, const Endpoint& endpoint);

/// Whether the endpoint's program asks a Sentinel for the master: by the variable's name, or by
/// another one that names the master.
bool asks_sentinel(const Facts& facts, const Endpoint& endpoint);

/// Whether a client that expects `product` is served by `role`.
bool role_fits(Product product, Role role);

}  // namespace fairlead
