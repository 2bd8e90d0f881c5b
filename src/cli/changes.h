#pragma once
#include <optional>
#include <set>
#include <string>

#include "cli/options.h"
#include "cli/root.h"

namespace fairlead {

/// Which part of a repository a run is about.
struct Changes {
  std::optional<std::set<std::string>> paths;  ///< relative to the root; nothing: all
  std::set<std::string> untracked;             ///< no part of the commit that is looked at
};

/// Asks git for what the options choose. An error where the root is no git repository or a commit
/// is not known.
Result<Changes> find_changes(const Options& options, const Root& root);

}  // namespace fairlead
