#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/client.h"
#include "redis/acl/acl.h"

namespace fairlead::redis {

/// A library as one program uses it.
struct ClientUse {
  const ClientLibrary* library = nullptr;
  std::vector<std::string> queues;    ///< none: the library's default queue, or every queue
  std::optional<std::string> prefix;  ///< none: the library's default
  ClientRole role = ClientRole::both;
  bool optional = false;  ///< what only some features need, too
  unsigned database = 0;
  /// How much of the names is known: without `queue_known` a queue that `queues` does not name may
  /// be any, without `names_known` prefixes too. client_lacks says nothing of what is unknown.
  bool queue_known = true, names_known = true;
};

/// Whether a part of the library's needs is one of this use.
bool applies(const ClientUse& use, ClientRole role, std::string_view optional);
/// The ACL patterns that a name stands for. A byte of a queue's name or prefix that cannot stand in
/// an ACL rule, or means something there, becomes `?`.
std::vector<std::string> patterns_of(const ClientName& name, const ClientUse& use);
/// A name's pattern with its places filled in.
std::string filled_name(std::string_view pattern, std::string_view prefix, std::string_view queue);
/// The names of `all` that these commands touch in this use.
std::vector<const ClientName*> touched(std::span<const ClientName> all,
                                       std::span<const std::string_view> ids, const ClientUse& use);

/// One rule that a user must have, and why.
struct AclNeed {
  std::string token;
  std::vector<std::string> reasons;  ///< "BullMQ: waiting for the next job"
};

/// The least rules under which the library works on a server of the version: keys, then channels,
/// then commands, each once. What the version does not know is left out. The uses of several
/// libraries are for one user together.
std::vector<AclNeed> acl_needs(std::span<const ClientUse> uses, Version version);

/// `user NAME on >CHANGE-ME resetchannels -@all …`: reads alike in redis.conf and in an ACL file.
std::string acl_user_line(std::string_view name, std::span<const AclNeed> needs);

/// Something that the library does and the user may not.
struct ClientLack {
  const ClientCommands* commands = nullptr;  ///< what the command is for
  std::string_view command;
  Decision decision;
  std::string token;  ///< to add; "" where none helps
};

/// What of the library's needs the user lacks; for an unknown version, what it lacks in all.
std::vector<ClientLack> client_lacks(const AclReading& user, const ClientUse& use);

}  // namespace fairlead::redis
