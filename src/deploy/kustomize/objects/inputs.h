#pragma once
#include <string>

#include "deploy/types/file_set.h"

namespace fairlead::kustomize {

/// Where a build finds what kustomizations name. Paths are relative to the root of what is read.
class Inputs {
 public:
  virtual ~Inputs() = default;
  /// A file with its tree, where its format has one; null where it is not there, or was not read.
  virtual const File* file(const std::string& path) = 0;
  /// The same of a file that is called as kustomizations are; null where it is something else.
  virtual const File* kustomization(const std::string& path) { return file(path); }
  virtual bool is_directory(const std::string& path) = 0;
  /// All files that are read, and the disk that they lie on, for the charts of a kustomization;
  /// null: charts are not rendered.
  virtual const FileSet* files() const { return nullptr; }
};

}  // namespace fairlead::kustomize
