#pragma once
#include <string>
#include <vector>

namespace fairlead {

/// What `fairlead diff` is asked for.
struct DiffOptions {
  std::string reference = "HEAD";
  std::vector<std::string> paths;       ///< as of lint; none: the current directory
  std::vector<std::string> chart_path;  ///< directories that hold charts
  std::string format = "text";          ///< text, markdown or json
  bool exit_code = false;               ///< 1 where something is deployed otherwise
};

/// Prints what a branch changes in what is deployed; the exit code.
int diff(const DiffOptions& options);

}  // namespace fairlead
