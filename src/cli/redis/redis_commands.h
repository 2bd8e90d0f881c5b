#pragma once
#include <string>

namespace fairlead {

/// What `fairlead redis check` was asked.
struct RedisCheckOptions {
  std::string file;     ///< or `-`
  std::string version;  ///< "" where --redis was not given
  std::string root;     ///< where absolute paths of the configuration lie; "" for the machine's own
  bool sentinel = false;
  bool acl_file = false;  ///< FILE is an ACL file, whatever its name
};

/// Says whether a server would start with the configuration, else which token of which line stops
/// it and why. The exit code: 0 it starts, 1 it does not, 2 wrong usage, 3 unreadable.
int redis_check(const RedisCheckOptions& options);

/// Prints what is known of a directive, version by version. The exit code: 0, or 2 for no
/// directive.
int redis_explain(const std::string& directive);

}  // namespace fairlead
