#pragma once
#include "run/projects/project_units.h"

namespace fairlead {

/// Queues that programs of a project are declared to put jobs into, and that nothing which is
/// deployed with them takes from: workload/missing-consumer.
void find_missing_consumers(const Project& project, const SourceMap& written,
                            ProjectFindings& found);

}  // namespace fairlead
