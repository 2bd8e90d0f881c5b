#pragma once
#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Adds the problem for which compose does not load a project, as far as that is so with any
/// profiles and whatever the variables are that no file gives. Two guesses stand for these, and
/// what is made of a guess is not judged. A name that another compose file near by defines may come
/// from there: files are layered with `-f`. What is not decided is a gap.
void add_refusal(const Unit& unit, const FileSet& files, const SourceMap& sources,
                 Rendered& rendered);

}  // namespace fairlead
