#pragma once
#include <string>

#include "tree/node.h"

namespace fairlead {

/// The way from `root` to the innermost value that holds `at`, as a person writes it:
/// `spec.containers[0].env[2].value`, keys that are no plain names as `data["redis.conf"]`. "" for
/// the root itself and for a place outside of it.
std::string node_path(const Node& root, Span at);

}  // namespace fairlead
