#pragma once
#include <span>

#include "facts/cluster/workload.h"
#include "facts/server/redis.h"

namespace fairlead {

/// The same lines, each user told what kind of server reads it, by `workloads` and by what compose
/// `mounted`. What only another server than Redis reads is taken out.
RedisLines with_acl_readers(RedisLines lines, std::span<const Workload> workloads,
                            std::span<const MountedConfig> mounted);

}  // namespace fairlead
