#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "facts/cluster/product.h"
#include "facts/connect/endpoint.h"
#include "facts/connect/values.h"

namespace fairlead {

/// Releases of charts that use a Redis which others run, with the Secrets that they read. The
/// releases must outlive them.
std::vector<ProductInstance> users_among(std::span<const Release> releases);

/// The chart whose programs certainly write to an address in the values that it is given ("NetBox's
/// chart"); "" where none is known.
std::string_view chart_that_writes(const Endpoint& endpoint, std::span<const ReleaseLeaves> given);

}  // namespace fairlead
