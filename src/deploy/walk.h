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
};

/// The files below `paths` that fairlead reads, sorted by path, each once. Directories that no one
/// deploys from (`.git`, `node_modules`, `vendor` …) are passed over; symbolic links are not
/// followed. An error where a path does not exist.
Result<std::vector<Found>> walk(const Files& files, const std::vector<std::string>& paths);

}  // namespace fairlead
