#pragma once
#include <set>
#include <span>
#include <string>
#include <vector>

#include "deploy/kustomize/graph.h"
#include "deploy/types/file_set.h"

namespace fairlead {

/// Finds what the files of a set need and the walk did not find: the kustomizations' resources,
/// bases, components and inputs, what compose files and Skaffold's name, and the fairlead.yaml of
/// every directory above.
class ReachedFiles {
 public:
  /// Both must outlive it.
  ReachedFiles(FileSet& files, SourceMap& sources) : files_(files), sources_(sources) {}

  /// What the files that were just parsed need, added to the set and not parsed yet: parse them and
  /// ask again, until nothing is added.
  std::vector<File*> needed_by(std::span<File* const> parsed);
  /// The kustomizations among all of them; call when nothing is added any more.
  KustomizationGraph kustomizations() &&;

 private:
  class Wanted;
  void configs_above(const File& file, Wanted& wanted);
  void compose(Wanted& wanted);
  void kustomization(const Kustomization& each, Wanted& wanted) const;

  FileSet& files_;
  SourceMap& sources_;
  KustomizationGraph kustomizations_;
  std::set<std::string> directories_;  // each is asked once, however many files it has
  std::vector<const File*> compose_files_;
  std::set<std::string> compose_named_;  // by other compose files
};

}  // namespace fairlead
