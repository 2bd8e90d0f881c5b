#pragma once
#include <map>
#include <string>

#include "deploy/kustomize/objects/inputs.h"

namespace fairlead::kustomize {

/// All files that a build may read, from memory.
class TreeInputs final : public Inputs {
 public:
  TreeInputs(const std::map<std::string, std::string>& texts, SourceMap& sources)
      : texts_(texts), disk_(texts), files_(disk_), sources_(sources) {}

  const File* file(const std::string& path) override {
    if (const File* known = files_.find(path)) return known;
    const auto text = texts_.find(path);
    if (text == texts_.end()) return nullptr;
    File& file = files_.add(sources_, path, FileFormat::chart_file, text->second);
    file.tree = read_yaml(file.arena, sources_, file.source);
    return &file;
  }
  bool is_directory(const std::string& path) override {
    return disk_.kind(path) == EntryKind::directory;
  }
  const FileSet* files() const override { return &files_; }

 private:
  const std::map<std::string, std::string>& texts_;
  const MemoryFiles disk_;
  FileSet files_;
  SourceMap& sources_;
};

}  // namespace fairlead::kustomize
