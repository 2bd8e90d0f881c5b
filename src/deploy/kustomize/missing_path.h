#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/git_ignore.h"
#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Tells why a path of a kustomization leads nowhere.
class MissingPaths {
 public:
  explicit MissingPaths(const FileSet& files) : files_(files), ignored_(files.disk()) {}

  /// Adds a problem, or a gap where it may be there when it is deployed. `entry` is what is
  /// written, `path` what it means from the root.
  void tell(const std::string& kustomization, Span at, std::string_view entry,
            const std::string& path, Rendered& rendered);

 private:
  std::string renamed(const std::string& path);

  const FileSet& files_;
  GitIgnore ignored_;
  std::map<std::string, std::vector<DirectoryEntry>, std::less<>> listings_;
};

}  // namespace fairlead
