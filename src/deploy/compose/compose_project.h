#pragma once
#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Appends the services of a compose project: of its file, and of the override that compose reads
/// beside it, with the variables that are known put in (deploy/compose/interpolation.h). What
/// `include` and `extends` bring is not followed and leaves the project open.
void build_compose(const Unit& unit, const FileSet& files, SourceMap& sources, Arena& arena,
                   Rendered& rendered);

}  // namespace fairlead
