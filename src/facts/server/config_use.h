#pragma once
#include <span>
#include <string_view>

#include "facts/cluster/workload.h"
#include "facts/server/redis.h"

namespace fairlead {

/// Whether a server's command line in the unit sets one of the directives, or may: then what a file
/// says of them may not count.
bool may_be_overruled(const RedisLines& lines, std::span<const std::string_view> names);

/// Whether a script of a container that mounts the ConfigMap or Secret may make another file of it:
/// `sed`, `grep`, `cat … >` and the like, also in an init container. False for a file (null).
bool may_be_rewritten(std::span<const Workload> workloads, const Resource* holder);

/// The same lines without the users of ACL files that no server reads: all servers that mount such
/// a file are wholly in view, and none names it as its `aclfile`.
RedisLines without_unread_acl_files(RedisLines lines, std::span<const Workload> workloads,
                                    std::span<const MountedConfig> mounted);

}  // namespace fairlead
