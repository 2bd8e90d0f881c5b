#pragma once
#include <span>
#include <vector>

#include "facts/cluster/settings.h"
#include "facts/connect/connection.h"
#include "facts/connect/endpoint.h"
#include "facts/connect/values.h"
#include "facts/scaler/scaler.h"

namespace fairlead {

struct EndpointTable {
  std::vector<Endpoint> endpoints;
  std::vector<Connection> connections;
  std::vector<BrokenConnection> broken;
  std::vector<Gap> gaps;  ///< URLs and hosts that were not looked at
  std::size_t steps = 0;  ///< what reading them cost, in bytes
};

/// The addresses in settings and arguments, in scalers' triggers, in what `holders` hold besides,
/// and in the values of charts.
EndpointTable endpoints_of(std::span<const ContainerSettings> settings,
                           std::span<const Holder> holders, std::span<const GivenValues> values,
                           const SourceMap& sources, std::span<const Scaler> scalers = {});

}  // namespace fairlead
