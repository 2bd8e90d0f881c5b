#pragma once
#include "lint/rule_run.h"

namespace fairlead {

/// Who would deploy an object, and so fails.
std::string_view deployer(const Resource& resource);

/// Reports the paths that are surely of this repository and not here: directories, or (`values`)
/// values files.
void report_missing_paths(RuleRun& run, bool values);

}  // namespace fairlead
