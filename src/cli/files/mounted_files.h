#pragma once
#include <deque>
#include <string>
#include <vector>

#include "base/files.h"

namespace fairlead {

class MountedFiles;

/// Mounts what `--chart-path` names: what each directory is called from then on. An error where one
/// is no directory.
Result<std::vector<std::string>> mount_chart_paths(const std::vector<std::string>& directories,
                                                   MountedFiles& files);

/// Files with directories from elsewhere on the disk among them. These are not listed at the root,
/// so that nothing finds them that was not told where they are.
class MountedFiles final : public Files {
 public:
  /// `files` must outlive this.
  explicit MountedFiles(const Files& files) : files_(files) {}

  /// Where the files below a directory of the disk are from now on.
  std::string mount(const std::string& directory);

  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  std::optional<EntryKind> kind(const std::string& path) const override;
  std::optional<std::string> link(const std::string& path) const override;
  bool hides(const std::string& path) const override { return files_.hides(path); }

 private:
  /// Whose path it is, and what it is called there.
  std::pair<const Files*, std::string> found(const std::string& path) const;

  const Files& files_;
  std::deque<DiskFiles> mounted_;
};

}  // namespace fairlead
