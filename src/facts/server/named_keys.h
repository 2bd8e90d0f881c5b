#pragma once
#include <map>
#include <span>
#include <string>
#include <tuple>

#include "facts/cluster/workload.h"

namespace fairlead {

/// A key of a ConfigMap or Secret (true) in a namespace.
using KeyPlace = std::tuple<std::string, bool, std::string, std::string>;

/// The keys that servers' command lines name as their configuration, ACL file or include, through
/// the volumes of their pods, whatever the keys are called; and what each is read as.
std::map<KeyPlace, FileFormat> named_keys_of(std::span<const Workload> workloads);

}  // namespace fairlead
