#pragma once
#include "deploy/compose/interpolation.h"
#include "deploy/types/file_set.h"

namespace fairlead {

/// A compose file with the values of its variables, to look up what it names. Its places are those
/// of texts that go with it.
class FilledCompose {
 public:
  /// All must outlive it. `sources` is the map of the written texts.
  FilledCompose(const File& file, const FileSet& files, const SourceMap& sources);
  FilledCompose(const FilledCompose&) = delete;
  FilledCompose& operator=(const FilledCompose&) = delete;

  const File& file() const { return file_; }
  Ref root() const { return root_; }

 private:
  const File& file_;
  SourceMap sources_;
  Arena arena_;
  Interpolation interpolation_;
  Ref root_;
};

}  // namespace fairlead
