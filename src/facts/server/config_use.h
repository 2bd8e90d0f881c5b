#pragma once
#include <span>
#include <string_view>

#include "facts/facts.h"

namespace fairlead {

/// Whether a server's command line in the unit sets one of the directives, or may: then what a file
/// says of them may not count.
bool may_be_overruled(const Facts& facts, std::span<const std::string_view> names);

/// Whether a script of a container that mounts the ConfigMap or Secret may make another file of it:
/// `sed`, `grep`, `cat … >` and the like, also in an init container. False for a file (null).
bool may_be_rewritten(const Facts& facts, const Resource* holder);

/// Takes the users of ACL files out of the facts that no server reads: all servers that mount such
/// a file are wholly in view, and none names it as its `aclfile`.
void drop_unread_acl_files(Facts& facts);

}  // namespace fairlead
