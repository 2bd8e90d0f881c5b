#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "resource/resource.h"

namespace fairlead {

/// The apiVersion of what a compose file defines: each service is a resource of its own.
inline constexpr std::string_view compose_version = "compose";

/// Whether a file is called as compose files are.
bool is_compose_name(std::string_view path);
/// Whether it is the override that compose reads beside the main file of its directory.
bool is_compose_override(std::string_view path);
/// The env files that a compose file reads, relative to the root: `.env` beside it, and those of
/// its services.
std::vector<std::string> compose_env_files(const File& file);
/// The entries of a service's `env_file`, whichever form they have.
std::vector<Ref> env_file_entries(Ref service);

}  // namespace fairlead
