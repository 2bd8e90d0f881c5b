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

}  // namespace fairlead
