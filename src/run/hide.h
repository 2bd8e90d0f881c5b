#pragma once
#include <span>

#include "deploy/types/file_set.h"
#include "report/report.h"
#include "secret/hiding.h"

namespace fairlead {

/// Makes a report one that may be printed: its lines as they may be shown, and no credential in its
/// words. A fix that would write one is left out. Where nobody `lists_each` connection and thing
/// that was not checked, their names are taken out instead.
/// `besides` are files of no project that findings may lead to.
void hide_credentials(const FileSet& files, std::span<const File* const> besides,
                      std::span<const ProjectFiles> projects, std::span<const MadeTexts> made,
                      bool lists_each, Report& report);

}  // namespace fairlead
