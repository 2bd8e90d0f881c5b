#pragma once
#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Appends the services of a compose project as compose puts them together (project/project.h), of
/// its file and of the override that it reads beside it, whatever profiles they have. A variable
/// that no file gives stays as it is written: a shell may set it. In a service's `networks` stands
/// beside its own fields how the project defines each, `name` and `external`; null where it does
/// not. What `include` and `extends` name and is not there leaves the project open.
void build_compose(const Unit& unit, const FileSet& files, SourceMap& sources, Arena& arena,
                   Rendered& rendered);

}  // namespace fairlead
