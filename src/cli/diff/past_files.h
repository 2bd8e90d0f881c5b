#pragma once
#include <map>
#include <set>
#include <string>

#include "base/files.h"

namespace fairlead {

/// What a commit has at a path.
struct PastEntry {
  EntryKind kind = EntryKind::file;
  std::string bytes;     ///< of a file; of a symbolic link what it says
  std::size_t size = 0;  ///< of a file whose bytes are more than any reader takes, and not here
};

/// Files as they were at a commit: those of the disk, but for the paths that have changed since.
/// What git ignores (packed dependencies, say) is the same on both sides.
class PastFiles final : public Files {
 public:
  /// `changed`: every path that differs. `past`: what the commit has at those of them where it has
  /// something. A path of `asked` that was not there is an empty directory, so that it can be
  /// looked at. `now` must outlive this.
  PastFiles(const Files& now, std::set<std::string> changed, std::map<std::string, PastEntry> past,
            const std::vector<std::string>& asked)
      : now_(now),
        changed_(std::move(changed)),
        past_(std::move(past)),
        asked_(asked.begin(), asked.end()) {}

  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  std::optional<EntryKind> kind(const std::string& path) const override;
  std::optional<std::string> link(const std::string& path) const override;
  bool hides(const std::string& path) const override { return now_.hides(path); }

 private:
  const PastEntry* past(const std::string& path) const;
  /// Whether the commit has a changed path below a directory.
  bool has_below(const std::string& directory) const;
  /// Whether the path is there now and was not, itself or as a part of a directory.
  bool is_new(const std::string& path) const;

  const Files& now_;
  const std::set<std::string> changed_;
  const std::map<std::string, PastEntry> past_;
  const std::set<std::string> asked_;
};

}  // namespace fairlead
