#pragma once
#include <string>
#include <vector>

#include "tree/node.h"

namespace fairlead {

/// A word of fairlead.yaml with its place.
struct Written {
  std::string text;
  Span at;
};

/// One value as `--set` gives it: `redis.port: 6380`.
struct DeclaredValue {
  Ref path;   ///< the key
  Ref value;  ///< a scalar
};

/// How a chart is installed, where no file here says it. Paths are relative to the fairlead.yaml.
struct DeclaredChart {
  Written path;                    ///< of its directory
  std::vector<Written> values;     ///< files, a later one wins
  std::vector<DeclaredValue> set;  ///< win over all files
  std::string release, release_namespace;
  std::string kube_version;               ///< "v1.33.0"; "": what Helm takes without a cluster
  std::vector<std::string> api_versions;  ///< beyond those that every cluster has
};

}  // namespace fairlead
