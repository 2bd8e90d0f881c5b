#pragma once
#include <span>

#include "facts/cluster/service.h"

namespace fairlead {

/// The names on a compose project's network as Services, and its Redis servers. `open` where
/// another file may change them.
ServiceTable compose_services_of(std::span<const Resource> resources,
                                 std::span<const Workload> workloads, bool open);

}  // namespace fairlead
