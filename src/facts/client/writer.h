#pragma once
#include <span>
#include <string>

#include "config/config.h"
#include "facts/client/client_at.h"
#include "facts/connect/endpoint.h"

namespace fairlead {

/// Why the program behind an endpoint certainly writes to Redis there, in words that end a sentence
/// ("Celery writes to its broker"); "" where it may only read. A worker that takes jobs writes:
/// BRPOP and XREADGROUP change the data.
std::string writes_because(const Endpoint& endpoint, std::span<const Endpoint> endpoints,
                           std::span<const ClientAt> clients, const Config& config);

/// Whether the endpoint's workload knows one Redis alone: what its program does, it does there.
bool is_only_redis(const Endpoint& endpoint, std::span<const Endpoint> endpoints);

/// Whether nothing says that the program behind an endpoint only reads, while it knows no other
/// Redis that it could write to.
bool may_write(const Endpoint& endpoint, std::span<const Endpoint> endpoints);

}  // namespace fairlead
