#pragma once
#include <string_view>

#include "facts/cluster/workload.h"

namespace fairlead {

/// What Kubernetes gives the programs of a namespace for each of its Services that has an address,
/// as Docker's links once did (kubernetes.io: "Environment variables" of a Service).
enum class ServiceLink : unsigned char {
  none,
  value,  ///< CACHE_SERVICE_HOST, CACHE_SERVICE_PORT, CACHE_PORT_6379_TCP_ADDR …
  url,    ///< CACHE_PORT, which is `tcp://10.96.0.7:6379` and no port
};

/// What a variable is for the Service of that name.
ServiceLink service_link(std::string_view variable, std::string_view service);

/// Whether the pods get such variables: `enableServiceLinks` is not off.
bool has_service_links(const Workload& workload);

}  // namespace fairlead
