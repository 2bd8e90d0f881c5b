#pragma once
#include "base/arena.h"
#include "deploy/types/file_set.h"
#include "source/source_map.h"

namespace fairlead {

/// What reading an installation may look at, and where what it makes goes.
struct InstallationView {
  const FileSet& files;
  SourceMap& sources;
  Arena& arena;
};

}  // namespace fairlead
