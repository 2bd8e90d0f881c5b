#pragma once
#include <set>
#include <string>

#include "deploy/compose/project/project.h"
#include "deploy/types/file_set.h"

namespace fairlead::compose {

/// The files of a run, as a project finds them below `/`.
class RunFiles final : public ProjectFiles {
 public:
  explicit RunFiles(const FileSet& files) : files_(files) {}

  std::optional<SourceId> read(const std::string& path) override {
    if (!path.starts_with('/')) return std::nullopt;
    named_.insert(path.substr(1));
    const File* file = files_.find(std::string_view(path).substr(1));
    return file && file->source != SourceId::none ? std::optional(file->source) : std::nullopt;
  }
  std::optional<EntryKind> kind(const std::string& path) override {
    return read(path) ? std::optional(EntryKind::file) : std::nullopt;
  }
  /// All that was asked for, there or not.
  const std::set<std::string>& named() const { return named_; }

 private:
  const FileSet& files_;
  std::set<std::string> named_;
};

}  // namespace fairlead::compose
