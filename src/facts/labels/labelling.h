#pragma once
#include <span>
#include <string_view>

#include "deploy/types/resource.h"

namespace fairlead {

/// Whether a role among the resources lets somebody change pods, so that they may get labels that
/// no template has: a leader says so itself, or what watches over a database does.
bool may_label_pods(std::span<const Resource> resources);

/// Whether objects of an API group make no pods, whatever they are called; false where nobody
/// knows.
bool makes_no_pods(std::string_view group);

}  // namespace fairlead
