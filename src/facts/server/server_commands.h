#pragma once
#include <span>
#include <vector>

#include "facts/cluster/workload.h"
#include "facts/server/charts/config_text.h"
#include "facts/server/redis.h"
#include "source/source_map.h"

namespace fairlead {

struct ServerCommands {
  std::vector<ServerCommand> commands;
  std::vector<ConfigText> texts;  ///< the lines that the servers make of their options
};

/// The command lines of containers that start a server: `redis-server --user …`. `compose` where
/// compose fills in `${…}` before, and takes words apart.
ServerCommands server_commands_of(std::span<const Workload> workloads, bool compose,
                                  SourceMap& sources);

}  // namespace fairlead
