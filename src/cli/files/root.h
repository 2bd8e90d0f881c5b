#pragma once
#include <string>
#include <vector>

#include "base/error.h"

namespace fairlead {

/// Where a run's paths are counted from, and the paths asked for.
struct Root {
  std::string directory;  ///< absolute, links resolved: the Git repository that holds the paths,
                          ///< else their common directory
  std::string
      prefix;  ///< the current directory below it, "" or "sub/": cut off when paths are shown
  std::vector<std::string> paths;  ///< relative to `directory`
};

/// Finds the root of the given paths (none: the current directory). An error where one does not
/// exist, or two lie in different repositories.
Result<Root> find_root(const std::vector<std::string>& paths);

}  // namespace fairlead
