#pragma once
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "code/builds/builds.h"
#include "deploy/types/file_set.h"
#include "deploy/units.h"
#include "run/unit_state.h"

namespace fairlead {

/// What is needed to read what a repository builds.
struct BuildSources {
  const Files& disk;
  const FileSet& files;
  SourceMap& written;                        ///< gets the texts of files that no deployer reads
  std::span<const std::string> directories;  ///< below which all is looked through
  const Discovery& discovery;
  std::string_view repository;  ///< its name where no fairlead.yaml says it
};

/// The images that each project builds. Nothing is read while no workload's image may be one.
class RepositoryBuilds {
 public:
  /// Reads what was not read yet. True where a project builds something else than before.
  bool read(std::span<const std::unique_ptr<UnitState>> units, const BuildSources& from);
  /// A file changed, appeared or went.
  void forget(const std::string& path);

  /// What a project builds; null where nothing was read.
  const Builds* of(ConfigId project) const;
  /// The files that were read for it alone.
  std::vector<const File*> files() const;

 private:
  std::vector<BuildFile> files_below(const BuildSources& from);
  const File* file(const std::string& path, const BuildSources& from);

  std::map<std::string, std::unique_ptr<File>, std::less<>> own_files_;
  std::vector<std::unique_ptr<File>> former_;  // reports may hold on to what was read
  std::map<ConfigId, Builds> builds_;
};

}  // namespace fairlead
