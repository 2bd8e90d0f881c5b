#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "facts/server/redis.h"
#include "redis/acl/acl.h"

namespace fairlead {

/// What of the server's configuration decides how the user's rules are read.
redis::AclSettings acl_settings(const AclUserLine& user);

/// The user's rules as its server reads them, and `added` ones behind them.
redis::AclReading read_acl_user(const AclUserLine& user,
                                std::span<const std::string_view> added = {});

/// What the user is told when the program runs a command that it is declared to use: a whole
/// command line as it stands, a name alone (`BRPOP`, `CLIENT SETNAME`) with all keys and channels
/// of the program.
redis::Decision may_run(const redis::AclReading& user, const Program& program,
                        std::string_view command);

/// Whether the error may be none, since a module that is not in view may have the command or
/// category.
bool may_be_of_module(const AclUserLine& user, const redis::AclError& error, std::string_view rule);

/// Whether anybody is let in as the user without a password and may then do everything, in all
/// versions.
bool is_open_to_all(const AclUserLine& user);

/// The users and directives of one text, as one server reads them at its start.
struct ServerText {
  std::vector<const AclUserLine*> users;
  std::vector<const Directive*> directives;

  const AclUserLine* user(std::string_view name) const;
  const Directive* directive(std::string_view name) const;
};
/// Every text that has users, by its source; not what operators set at run time.
std::vector<ServerText> texts_with_users(const RedisLines& lines);

}  // namespace fairlead
