#pragma once
#include "cli/redis/acl_answer.h"

namespace fairlead {

/// Whether an error of a server's start concerns its users, or which files and commands it has.
bool concerns_users(const redis::StartCheck& check, const redis::StartError& error);

/// Prints what keeps the server from starting, apart from the rules of `wanted` (may be null), of
/// which its own answer tells: no user is any good then. `wanted_is_told` says that it told of
/// some. False where there is nothing.
bool print_load_faults(const CheckedAcl& checked, const AclUserLine* wanted, bool wanted_is_told);

}  // namespace fairlead
