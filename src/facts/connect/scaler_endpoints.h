#pragma once
#include <span>

#include "facts/connect/address_reader.h"
#include "facts/scaler/scaler.h"

namespace fairlead {

/// The servers that KEDA's operator asks for triggers: those of Redis, and those that others name
/// in URLs. Of what a variable holds, only names without a dot: the container's own connection is
/// read there anyway, and they alone lead KEDA elsewhere.
void read_scaler_endpoints(std::span<const Scaler> scalers, AddressReader& reader);

}  // namespace fairlead
