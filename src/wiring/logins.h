#pragma once
#include <vector>

#include "wiring/connections.h"

namespace fairlead {

/// The workloads that were found to log in as a user: by a name that no other server of the unit
/// has, or, as `default` is everywhere, at the server that reads the user's line.
std::vector<const ClientAt*> logins(const Facts& facts, const Connections& connections,
                                    const AclUserLine& user);

}  // namespace fairlead
