#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// A file that a run reads, or leaves aside with a reason.
struct Found {
  std::string path;
  FileFormat format{};
  std::string left_aside;        ///< why it is not read; "" where it is
  GapKind kind = GapKind::file;  ///< what is lost with it
  bool unreadable = false;       ///< it should be read and cannot be: no choice of ours
};

/// What a run reads.
struct WalkAsked {
  std::vector<std::string> paths;    ///< files and directories that somebody named
  std::vector<std::string> project;  ///< what is read besides, so that names are answered
};

/// The files below the paths that fairlead reads, sorted by path, each once. Directories that no
/// one deploys from (`.git`, `node_modules`, `vendor` …) are passed over unless they are named;
/// symbolic links are not followed. An error where a path does not exist.
Result<std::vector<Found>> walk(const Files& files, const WalkAsked& asked);

}  // namespace fairlead
