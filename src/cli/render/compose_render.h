#pragma once
#include <optional>
#include <string>

#include "base/files.h"

namespace fairlead {

/// Prints the compose project of a directory, or of a compose file, as `docker compose config
/// --format json` does; the exit code. Nothing where `path`, which `files` has without its first
/// `/`, is neither. No file outside of the path's project is read.
std::optional<int> render_compose(const std::string& path, const Files& files);

}  // namespace fairlead
