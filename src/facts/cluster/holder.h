#pragma once
#include <span>
#include <string>
#include <vector>

#include "facts/cluster/product.h"
#include "tree/written_text.h"

namespace fairlead {

/// One key of a Secret or ConfigMap.
struct HeldKey {
  std::string name;
  Span at;            ///< the key where it is written
  WrittenText value;  ///< decoded; empty where it is not in view (encrypted, external)
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

/// Secrets, ConfigMaps, and what will create them; `products` bring those of charts. Decoded base64
/// becomes made texts of `sources`.
std::vector<Holder> holders_of(std::span<const Resource> resources,
                               std::span<const ProductInstance> products, SourceMap& sources);

}  // namespace fairlead
