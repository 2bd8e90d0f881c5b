#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "deploy/types/resource.h"

namespace fairlead {

/// Compose files that are no projects of their own, by their paths, with the reason: projects among
/// `files` include them, or extend their services. One that is called as compose looks for it is a
/// project although others extend it. Files that lead to each other in a circle are projects.
std::map<std::string, std::string_view> compose_parts(std::span<const File* const> files);

}  // namespace fairlead
