#pragma once
#include <string>
#include <vector>

#include "source/span.h"

namespace fairlead::helm {

/// What templates are told besides the values: the release and the cluster.
struct Target {
  std::string release = "release-name";
  std::string release_namespace = "default";
  Span release_at, namespace_at;  ///< where these are written, if somewhere
  bool release_assumed = false;   ///< nobody says what the release is called
  std::string kube_version;       ///< "v1.33.0"; "": what Helm itself takes without a cluster
  std::vector<std::string> api_versions;  ///< beyond those that every cluster has
  bool is_upgrade = false;
};

}  // namespace fairlead::helm
