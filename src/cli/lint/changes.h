#pragma once
#include <optional>
#include <set>
#include <string>

#include "cli/files/root.h"

namespace fairlead {

/// Which units are linted.
enum class Which {
  all,
  staged,         ///< those of the next commit's changes
  changed_since,  ///< those that differ from where a branch left `ChangesAsked::reference`
  pre_commit,     ///< as pre-commit's hook: its two commits, else what is staged, else all
};

struct ChangesAsked {
  Which which = Which::all;
  std::string reference;  ///< of Which::changed_since
};

/// Which part of a repository a run is about.
struct Changes {
  std::optional<std::set<std::string>> paths;  ///< relative to the root; nothing: all
  std::set<std::string> untracked;             ///< no part of the commit that is looked at
};

/// Asks git for what is asked. An error where the root is no git repository or a commit
/// is not known.
Result<Changes> find_changes(const ChangesAsked& asked, const Root& root);

}  // namespace fairlead
