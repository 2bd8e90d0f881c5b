#pragma once
#include <string_view>

#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// The configurations that the Redis servers and Sentinels of a compose project are started with,
/// where they lie in the repository: what a command line names, through bind mounts and `configs`,
/// and the ACL file and includes that such a configuration names. Those that `files` does not hold
/// are told with a null file.
struct ComposeConfig {
  std::string path;  ///< relative to the root
  MountedConfig config;
};

/// `project` holds `services` and `configs`, with their variables' values, and paths relative to
/// `directory`.
std::vector<ComposeConfig> compose_configs(std::string_view directory, Ref project,
                                           const FileSet& files);

/// The same of a unit's project as compose puts it together: an override may take a file away.
std::vector<ComposeConfig> compose_configs(const Unit& unit, const FileSet& files,
                                           const SourceMap& sources);

}  // namespace fairlead
