#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace fairlead {

/// What a commit has at a path.
struct GitEntry {
  std::string path;
  std::string object;  ///< the name of its bytes
  bool is_link = false;
  std::size_t size = 0;  ///< in bytes
};

/// The git repository of a directory. Asked through the `git` program, in ways that run nothing of
/// what the repository's own configuration names (filters, hooks, external diffs, a file-system
/// monitor, what fetches missing objects), and look at no other work tree than the directory.
class Git {
 public:
  /// `directory` is the one that holds `.git`.
  explicit Git(std::string directory) : directory_(std::move(directory)) {}

  /// Whether git takes the directory for a repository; its own words where it does not (a
  /// repository of another user, say).
  Result<bool> usable() const;
  /// The paths that the next commit adds, changes, deletes or renames (both names).
  Result<std::set<std::string>> staged() const;
  /// The paths that differ between the disk and where HEAD and `reference` parted, untracked files
  /// included. An error where there is no such commit, or where a shallow clone hides it.
  Result<std::set<std::string>> changed_since(const std::string& reference) const;
  /// The paths that differ between two commits, counted from where they parted.
  Result<std::set<std::string>> changed_between(const std::string& from,
                                                const std::string& to) const;
  /// The commit that `reference` names, or where HEAD and it parted.
  Result<std::string> parted_from(const std::string& reference) const;
  /// The files and symbolic links of a commit, but for those of submodules.
  Result<std::vector<GitEntry>> entries(const std::string& commit) const;
  /// The submodules that the next commit has at another commit than `commit` has them, or not at
  /// all, or anew.
  Result<std::set<std::string>> changed_submodules(const std::string& commit) const;
  /// The bytes of each, in order. An error where one is not here (a partial clone).
  Result<std::vector<std::string>> contents(const std::vector<GitEntry>& entries) const;
  /// What lies on the disk, is not in the index and is not ignored; of a directory without any
  /// tracked file the directory alone.
  Result<std::set<std::string>> untracked() const;

 private:
  using Words = std::vector<std::string>;

  Result<std::string> commit(const std::string& reference) const;
  Result<std::string> parting(const std::string& from, const std::string& to) const;
  /// Options that take filters and hooks of the configuration out of the way; an error where one
  /// has a name that no option can give.
  Result<Words> without_programs() const;
  Result<std::set<std::string>> paths(const Words& arguments, const Words& options = {}) const;
  /// What a command of git prints; `options` stand before the command, `input` is what it reads.
  Result<std::string> output(const Words& arguments, const Words& options = {},
                             std::string_view input = {}) const;

  std::string directory_;
};

}  // namespace fairlead
