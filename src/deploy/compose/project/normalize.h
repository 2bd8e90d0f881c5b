#pragma once
#include "deploy/compose/variables/environment.h"

namespace fairlead::compose {

/// Values of lists of variables and of secrets and configs that the environment gives.
void resolve_environment(const Environment& environment, Value& project, Maker& maker);

/// Writes out what compose takes for granted: the default network, names, dependencies that links
/// and shared namespaces bring.
/// Where the maker is lenient, networks and the like keep the names that files give them.
Refused normalize(const Environment& environment, Value& project, Maker& maker);

}  // namespace fairlead::compose
