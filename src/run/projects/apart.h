#pragma once
#include "run/projects/project_units.h"

namespace fairlead {

/// Variables that name a queue, a database or a prefix, that compose gives to two ends of a queue
/// alike, and manifests or a chart differently: workload/drift.
void find_set_apart(const Project& project, const SourceMap& written, ProjectFindings& found);

}  // namespace fairlead
