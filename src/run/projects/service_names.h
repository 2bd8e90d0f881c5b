#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "facts/facts.h"

namespace fairlead {

/// A name's words: `shop-api` has two.
using NameWords = std::vector<std::string>;

/// Whether what is deployed under one name may be the compose service of another: it is called
/// after the service (`shop-api`, `api`), or the service after it (`api`, `shop-api`).
bool may_be_service(const NameWords& deployed, const NameWords& service);

/// Whether a workload takes jobs off a queue, by what it is declared to do, starts or is called.
bool takes_jobs(const Facts& facts, const Workload& workload);

}  // namespace fairlead
