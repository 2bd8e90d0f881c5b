#pragma once
#include <string>

namespace fairlead {

/// `fairlead init`.
struct InitOptions {
  std::string directory = ".";
  bool force = false;  ///< an existing file is written over
};

/// Writes a fairlead.yaml of comments for a directory; returns the exit code.
int init(const InitOptions& options);

}  // namespace fairlead
