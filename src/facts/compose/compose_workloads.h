#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "facts/cluster/settings.h"
#include "facts/cluster/workload.h"

namespace fairlead {

struct ComposeWorkloads {
  std::vector<Workload> workloads;
  std::vector<Gap> gaps;  ///< command lines that were left unread
};

/// A compose project's services as workloads; made texts go to `sources`, their nodes to `arena`.
ComposeWorkloads compose_workloads_of(std::span<const Resource> resources, Arena& arena,
                                      SourceMap& sources);

/// What each service's program sees: its `env_file`, as far as it is among `files`, then its
/// `environment`. `open` where another file may give it more.
SettingsTable compose_settings_of(std::span<const Workload> workloads,
                                  std::span<const File* const> files, bool open);

/// Whether two services of a compose project have one network, and so one loopback interface.
bool share_network(const Workload& one, const Workload& other);

}  // namespace fairlead
