#pragma once
#include <string>
#include <string_view>

#include "facts/server/redis.h"
#include "redis/acl/acl.h"

namespace fairlead {

/// What is wrong, about a rule that may be shown: never one that could be a password.
std::string what_is_wrong(redis::AclErrorKind kind, std::string_view rule);

/// What follows from a refused rule at the place.
std::string_view consequence(ConfigPlace place);

/// The rules that were probably meant, with their sign, or "".
std::string nearest_rule(const AclUserLine& user, redis::AclErrorKind kind, std::string_view rule);

/// The server's words, who says them, and that it blames another word where it does: since 7.0 it
/// counts from the user's first rule and names from the line's first word.
std::string caption(const AclUserLine& user, const redis::AclError& error);

}  // namespace fairlead
