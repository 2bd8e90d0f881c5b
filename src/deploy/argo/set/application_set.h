#pragma once
#include <string>
#include <vector>

#include "base/arena.h"
#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead::argo {

/// What an ApplicationSet makes of the repository.
struct MadeApplications {
  std::vector<Ref> applications;  ///< trees with `metadata` and `spec`
  std::string left;  ///< why nothing, or not all, is known of what it makes; "" where all is
};

/// Makes the Applications of a set: its generators' parameters put into its template. Strings that
/// hold one are texts of their own, whose bytes lead to the parameter, or to the template.
MadeApplications applications_of(Ref set, const FileSet& files, SourceMap& sources, Arena& arena);

}  // namespace fairlead::argo
