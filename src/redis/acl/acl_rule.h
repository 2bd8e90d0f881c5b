#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "redis/acl/acl.h"

namespace fairlead::redis {

/// The command of this user's server, one of a module included where it has them.
std::optional<Command> command_of(const AclUser& user, std::string_view name);

/// The subcommand that a command line names, or the command. `argv` is not empty.
std::optional<Command> command_of_line(const AclUser& user, std::span<const std::string_view> argv);

/// Applies one rule that may stand inside parentheses. What is wrong with it, if anything.
std::optional<AclErrorKind> apply_selector_rule(AclSelector& selector, const AclUser& user,
                                                std::string_view rule);

/// The server's words for an error.
std::string_view server_message(AclErrorKind kind);

/// What to write instead of a refused rule; `previous` is the rule before it or "". Names only
/// what the tables hold, never the rule itself: it may be a password that lost its `>`.
std::string hint_for(const AclUser& user, std::string_view rule, std::string_view previous,
                     AclErrorKind kind);

}  // namespace fairlead::redis
