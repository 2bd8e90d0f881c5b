#pragma once
#include <string>

#include "facts/facts.h"

namespace fairlead {

/// Why the program behind an endpoint certainly writes to Redis there, in words that end a sentence
/// ("Celery writes to its broker"); "" where it may only read. A worker that takes jobs writes:
/// BRPOP and XREADGROUP change the data.
std::string writes_because(const Facts& facts, const Endpoint& endpoint);

}  // namespace fairlead
