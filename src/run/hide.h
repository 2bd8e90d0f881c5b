#pragma once
#include <span>

#include "deploy/types/file_set.h"
#include "report/report.h"
#include "secret/hiding.h"

namespace fairlead {

/// Makes a report one that may be printed: its lines as they may be shown, and no credential in its
/// words. A fix that would write one is left out.
void hide_credentials(const FileSet& files, std::span<const ProjectFiles> projects, Report& report);

}  // namespace fairlead
