#pragma once
#include "run/projects/project_units.h"

namespace fairlead {

/// The entries of `programs` that fit no workload of the project: config/program-without-workload.
/// Unknown where the workload may be what is not rendered or not here.
void find_idle_programs(const Project& project, const SourceMap& written, ProjectFindings& found);

}  // namespace fairlead
