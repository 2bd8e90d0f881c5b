#pragma once
#include "base/files.h"

namespace fairlead {

/// Files below one directory with symbolic links followed, as far as these lead to a place below
/// it: kustomize follows them, and nothing outside is read.
class FollowedFiles final : public Files {
 public:
  explicit FollowedFiles(const std::string& root) : disk_(root) {}

  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  std::optional<EntryKind> kind(const std::string& path) const override;

 private:
  DiskFiles disk_;
};

}  // namespace fairlead
