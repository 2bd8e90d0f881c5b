#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "deploy/types/file_set.h"

namespace fairlead {

/// A chart as `charts:` of a fairlead.yaml says that it is installed.
struct DeclaredInstall {
  const DeclaredChart* declared = nullptr;
  std::vector<ReleaseValues> values;  ///< its files
  bool is_unread = false;             ///< one of them is on the disk, and no part of what is read
};

/// By the directories of the charts.
using DeclaredInstalls = std::map<std::string, std::vector<DeclaredInstall>, std::less<>>;

/// Adds what one configuration says. A usage error where it names a chart or a file that is not
/// there. `config` must outlive it.
Result<bool> add_declared(const Config& config, const FileSet& files, const SourceMap& sources,
                          DeclaredInstalls& installs);

/// A chart's unit, installed so.
Unit installed_as(const Unit& site, const DeclaredInstall& install, const FileSet& files);

}  // namespace fairlead
