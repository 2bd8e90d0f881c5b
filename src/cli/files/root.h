#pragma once
#include <string>
#include <vector>

#include "base/error.h"

namespace fairlead {

/// How much is read for the paths that somebody gives.
enum class Scope {
  project,     ///< the nearest directory at or above each with a fairlead.yaml, else its repository
  repository,  ///< the same, where no fairlead.yaml counts
  given,       ///< the paths alone
};

/// Where a run's paths are counted from, and the paths asked for.
struct Root {
  std::string directory;  ///< absolute, links resolved: the Git repository that holds the paths,
                          ///< else their common directory
  std::string
      prefix;  ///< the current directory below it, "" or "sub/": cut off when paths are shown
  std::vector<std::string> paths;    ///< relative to `directory`
  std::vector<std::string> project;  ///< what is read besides, relative to `directory`
};

/// Finds the root of the given paths (none: the current directory). An error where one does not
/// exist or cannot be looked at.
Result<Root> find_root(const std::vector<std::string>& paths, Scope scope);

}  // namespace fairlead
