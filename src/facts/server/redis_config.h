#pragma once
#include <span>

#include "config/config.h"
#include "facts/cluster/holder.h"
#include "facts/cluster/product.h"
#include "facts/cluster/workload.h"
#include "facts/server/config_reader.h"

namespace fairlead {

/// Where Redis configuration may stand; all must outlive what is made of it.
struct RedisInputs {
  const Unit& unit;
  const Config& config;
  std::span<const Resource> resources;
  std::span<const Release> releases;
  std::span<const ProductInstance> products;
  std::span<const Workload> workloads;
  std::span<const Holder> holders;
  std::span<const File* const> files;  ///< beside the resources: redis.conf, ACL files …
};

/// Redis configuration: directives and ACL users of files, ConfigMaps, Secrets, command lines,
/// charts' values and operators' fields. Made texts go to `sources`, their trees to `arena`.
RedisTable redis_config_of(const RedisInputs& in, Arena& arena, SourceMap& sources);

}  // namespace fairlead
