#pragma once
#include <set>
#include <string>

#include "base/files.h"

namespace fairlead {

/// Files without some of them, as if they were not there: what lies on the disk and not in git's
/// index is no part of the next commit.
class HiddenFiles final : public Files {
 public:
  /// `hidden` are paths of files, and of directories with all that is in them. `files` must outlive
  /// this.
  HiddenFiles(const Files& files, std::set<std::string> hidden)
      : files_(files), hidden_(std::move(hidden)) {}
  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  std::optional<EntryKind> kind(const std::string& path) const override;
  std::optional<std::string> link(const std::string& path) const override {
    return hides(path) ? std::nullopt : files_.link(path);
  }
  bool hides(const std::string& path) const override;

 private:
  const Files& files_;
  const std::set<std::string> hidden_;
};

}  // namespace fairlead
