#pragma once
#include "deploy/compose/filled_compose.h"
#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// The configurations that the Redis servers and Sentinels of a compose file are started with,
/// where they lie in the repository: what a command line names, through bind mounts and `configs`,
/// and the ACL file and includes that such a configuration names. Those that `files` does not hold
/// are told with a null file.
struct ComposeConfig {
  std::string path;  ///< relative to the root
  MountedConfig config;
};
std::vector<ComposeConfig> compose_configs(const FilledCompose& compose, const FileSet& files);

}  // namespace fairlead
