#pragma once
#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Adds a problem for each file of the repository that a service mounts and that is not there:
/// docker makes a directory in its place. Nothing is said of what git ignores, what may lie in a
/// submodule or behind a link, what has a sample beside it, and what any text around names that may
/// make it: a script, a Makefile, a README, a workflow.
void add_missing_mounts(const Unit& unit, const FileSet& files, Rendered& rendered);

}  // namespace fairlead
