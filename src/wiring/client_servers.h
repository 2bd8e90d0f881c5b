#pragma once
#include <string_view>
#include <vector>

#include "wiring/connections.h"

namespace fairlead {

/// A Service of this unit at which a client has its Redis.
struct ClientServer {
  const Service* service = nullptr;
  Span at;                            ///< the host that leads there; none where none is written
  const Endpoint* written = nullptr;  ///< null where no address is
};

/// The Services at which a client has its Redis: those that its addresses reach. Where it is given
/// no address at all and its library knows no other broker, the only Redis that is deployed with
/// it.
std::vector<ClientServer> servers_of(const Facts& facts, const Connections& connections,
                                     const ClientAt& client);

}  // namespace fairlead
