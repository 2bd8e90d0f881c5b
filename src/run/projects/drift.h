#pragma once
#include "run/projects/project_units.h"

namespace fairlead {

/// Programs of which one is declared to put jobs into a queue that the other takes from, and that
/// are led to other databases of one Redis: workload/drift.
void find_drift(const Project& project, const SourceMap& written, ProjectFindings& found);

}  // namespace fairlead
