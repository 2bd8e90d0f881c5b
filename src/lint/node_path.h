#pragma once
#include <string>

#include "tree/node.h"

namespace fairlead {

/// Whether `at` lies in a value. A collection that was put together of several texts has no place
/// of its own: it is where its parts are.
bool holds(const Node& node, Span at);

/// The way from `root` to the innermost value that holds `at`, as a person writes it:
/// `spec.containers[0].env[2].value`, keys that are no plain names as `data["redis.conf"]`. "" for
/// the root itself and for a place outside of it.
std::string node_path(const Node& root, Span at);

}  // namespace fairlead
