#pragma once
#include <span>

#include "deploy/types/file_set.h"
#include "deploy/types/installation.h"

namespace fairlead {

/// Finds out which paths of a repository each installation names, and what of them is here. Left
/// out is what is filled in later, what git ignores, and what may be reached by a symbolic link or
/// lie in a submodule.
void name_paths(const FileSet& files, std::span<Installation> installations);

}  // namespace fairlead
