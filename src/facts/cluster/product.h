#pragma once
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "deploy/types/resource.h"
#include "product/products.h"
#include "redis/version.h"

namespace fairlead {

/// A Redis that is in view through an operator's object or a chart's release.
struct ProductInstance {
  const redis::Product* product = nullptr;
  redis::Made made;  ///< empty where its names are not known
  std::string name;  ///< the object's; a release's full name
  std::string namespace_name;
  std::string release;  ///< a release's own name; "" where it is not known
  std::string part;     ///< not known: what its full name contains; "" nothing is sure
  bool known = true;    ///< its names are known, and what it makes with them
  bool present = true;  ///< it is certainly installed
  bool alone = true;    ///< nothing that is not in view is installed with it
  const Resource* resource = nullptr;  ///< null for a dependency of a chart
  const Release* source = nullptr;     ///< null for an operator's object
  Span at;                             ///< what names it
  std::optional<redis::Version> version;
};

struct ProductTable {
  std::vector<ProductInstance> instances;
  std::set<const Resource*> computed;  ///< install nothing but what `instances` says
};

/// The releases with those values read that are texts of YAML. A text that cannot be read leaves a
/// release's values open.
std::vector<Release> read_releases(std::vector<Release> releases, Arena& arena, SourceMap& sources);

/// What operators make of their objects, and charts of their releases. Both must outlive it.
ProductTable products_of(std::span<const Resource> resources, std::span<const Release> releases);

}  // namespace fairlead
