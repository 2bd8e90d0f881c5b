#pragma once
#include "base/files.h"

namespace fairlead {

/// The whole disk with symbolic links followed, as Helm reads it: for a chart that somebody names
/// to render it. Paths are absolute ones without their first `/`.
class LinkedFiles final : public Files {
 public:
  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  std::optional<EntryKind> kind(const std::string& path) const override;
};

}  // namespace fairlead
