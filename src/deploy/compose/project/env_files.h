#pragma once
#include "deploy/compose/project/project.h"

namespace fairlead::compose {

/// Reads .env files, each seeing `outer` before what those before it say.
Refused read_env_files(const std::vector<std::string>& paths, const Environment& outer, Unset unset,
                       ProjectFiles& files, Environment& variables, Maker& maker);

}  // namespace fairlead::compose
