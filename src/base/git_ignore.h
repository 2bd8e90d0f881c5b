#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/files.h"

namespace fairlead {

/// Which files git ignores, by the .gitignore files from the root down: a path that a kustomization
/// names and git ignores is not missing, it is not committed.
class GitIgnore {
 public:
  explicit GitIgnore(const Files& files) : files_(files) {}
  bool ignores(std::string_view path);

 private:
  struct Pattern {
    std::string glob;
    bool negated = false;
    bool directories_only = false;
  };
  const std::vector<Pattern>& patterns(const std::string& directory);
  bool part_ignored(std::string_view path, bool is_directory);

  const Files& files_;
  std::map<std::string, std::vector<Pattern>> by_directory_;
};

}  // namespace fairlead
