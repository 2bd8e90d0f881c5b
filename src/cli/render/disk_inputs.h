#pragma once
#include "deploy/kustomize/objects/inputs.h"

namespace fairlead {

/// What a build names, read when it is asked for.
class DiskInputs final : public kustomize::Inputs {
 public:
  /// Both must outlive it.
  DiskInputs(const Files& files, SourceMap& sources) : files_(files), sources_(sources) {}

  const File* file(const std::string& path) override;
  bool is_directory(const std::string& path) override;
  const FileSet* files() const override { return &files_; }

 private:
  FileSet files_;
  SourceMap& sources_;
};

}  // namespace fairlead
