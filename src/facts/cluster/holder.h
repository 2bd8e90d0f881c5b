#pragma once
#include <string>
#include <vector>

#include "facts/cluster/workload.h"

namespace fairlead {

/// One key of a Secret or ConfigMap.
struct HeldKey {
  std::string name;
  Span at;     ///< the key where it is written
  Text value;  ///< decoded; empty where it is not in view (encrypted, external)
};

/// A Secret or ConfigMap, or what will create one (ExternalSecret, SealedSecret, an operator).
struct Holder {
  bool secret = false;  ///< else a ConfigMap
  std::string name, namespace_name;
  const Resource* resource = nullptr;
  std::vector<HeldKey> keys;
  bool open = false;  ///< more keys may exist than are listed
  Span at;            ///< its name

  const HeldKey* find(std::string_view key) const;
};

}  // namespace fairlead
