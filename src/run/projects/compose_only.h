#pragma once
#include "run/projects/project_units.h"

namespace fairlead {

/// Consumers of queues that a compose file builds of the project, and that no manifest or chart of
/// it deploys although most of what is built beside them is: workload/compose-only.
void find_compose_only(const Project& project, const SourceMap& written, ProjectFindings& found);

}  // namespace fairlead
