#pragma once
#include <optional>
#include <string>
#include <vector>

namespace fairlead {

/// What `fairlead acl suggest` is asked for.
struct AclSuggest {
  std::vector<std::string> clients, queues;
  std::optional<std::string> prefix;
  std::string user, role, version = "7.0";
  unsigned database = 0;
  bool optional = false, list = false;
};

/// Prints a `user` line to standard output, and to standard error why each part is there. The exit
/// code.
int acl_suggest(const AclSuggest& options);

}  // namespace fairlead
