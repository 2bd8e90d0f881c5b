#pragma once
#include <map>
#include <string>
#include <tuple>

#include "facts/facts.h"

namespace fairlead {

/// A key of a ConfigMap or Secret (true) in a namespace.
using KeyPlace = std::tuple<std::string, bool, std::string, std::string>;

/// The keys that servers' command lines name as their configuration, ACL file or include, through
/// the volumes of their pods, whatever the keys are called; and what each is read as.
std::map<KeyPlace, FileFormat> named_keys(const Facts& facts);

}  // namespace fairlead
