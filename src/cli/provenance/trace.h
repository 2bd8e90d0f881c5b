#pragma once
#include <string>

namespace fairlead {

/// What `fairlead trace` is asked for.
struct TraceOptions {
  std::string path;    ///< as of lint
  std::string object;  ///< `Deployment/worker: spec.replicas`
};

/// Explains one scalar of what is deployed; the exit code.
int trace(const TraceOptions& options);

struct ValuesOptions {
  std::string path;  ///< as of lint
};

/// Prints the values that charts are rendered with, and where each is written; the exit code.
int show_values(const ValuesOptions& options);

}  // namespace fairlead
