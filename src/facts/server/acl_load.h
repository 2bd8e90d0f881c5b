#pragma once
#include <span>
#include <string>
#include <vector>

#include "facts/cluster/workload.h"
#include "facts/server/redis.h"

namespace fairlead {

/// Why a server does not start with the users it is given, apart from what single rules do wrong.
enum class AclLoadFault : std::uint8_t {
  comment,          ///< a `#` line in an ACL file
  not_a_user_line,  ///< another line of an ACL file that does not begin with `user NAME`
  two_blanks,       ///< `user  NAME` in an ACL file: the name is empty, the name is a rule
  blank_in_name,    ///< white space in a user's name
  duplicate_user,   ///< the second line of a user (from Redis 7.0 on)
  file_and_users,   ///< `aclfile` and `user` lines in one configuration
};

struct AclLoadError {
  AclLoadFault fault{};
  Span at;
  std::string message;  ///< the server's own words, without paths
  Span related;         ///< the first line of the user, or the aclfile line; else empty
  const Resource* resource = nullptr;
};

/// Every such fault of the ACL files and user lines in view, in the order of their texts. A line
/// that only some versions refuse is one where the version is known to be such.
std::vector<AclLoadError> acl_load_errors(const RedisLines& lines,
                                          std::span<const Workload> workloads);

}  // namespace fairlead
