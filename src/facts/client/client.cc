#include "facts/client/client.h"

#include <fmt/format.h>

#include <algorithm>

#include "facts/server/acl.h"

namespace fairlead {
namespace {

using redis::AclReading;
using redis::AclSelector;
using redis::ClientRole;

template <typename Holds>
bool any_selector(const AclReading& reading, Holds holds) {
  return std::ranges::any_of(reading.users, [&](const redis::AclUser& user) {
    return std::ranges::any_of(user.selectors, holds);
  });
}

bool takes_away(std::string_view rule) {
  return rule.starts_with('-') && rule != "-@all" && rule.size() > 1;
}

/// The user as it would be without rules that take single things away.
AclReading without_removals(const AclUserLine& user) {
  AclUserLine rest = user;
  std::erase_if(rest.rules, [](const Token& rule) { return takes_away(rule.text); });
  return read_acl_user(rest);
}

LackKind kind_of(const AclUserLine& user, const AclReading& reading,
                 const redis::ClientLack& lack) {
  using redis::Verdict;
  if (lack.decision.verdict == Verdict::key) {
    const bool any = any_selector(reading, [](const AclSelector& selector) {
      return selector.all_keys || !selector.keys.empty();
    });
    return any ? LackKind::denied : LackKind::no_key;
  }
  if (lack.decision.verdict == Verdict::channel) {
    const std::string_view channel = lack.decision.name;
    if (lack.command == "psubscribe" && any_selector(reading, [&](const AclSelector& selector) {
          return std::ranges::any_of(selector.channels, [&](std::string_view pattern) {
            return redis::glob_matches(pattern, channel);
          });
        })) {
      return LackKind::not_the_pattern;
    }
    const bool any = any_selector(reading, [](const AclSelector& selector) {
      return selector.all_channels || !selector.channels.empty();
    });
    return any ? LackKind::denied : LackKind::no_channel;
  }
  if (lack.decision.verdict == Verdict::command &&
      std::ranges::any_of(user.rules, takes_away, &Token::text)) {
    const redis::CommandUse use{lack.command, {}, {}};
    const auto before = redis::evaluate_use(without_removals(user), use);
    if (before.verdict != Verdict::command && before.verdict != Verdict::error)
      return LackKind::removed;
  }
  return LackKind::denied;
}

ClientRole role_of(const Program& program) {
  if (program.consumes.empty() == program.produces.empty()) return ClientRole::both;
  return program.consumes.empty() ? ClientRole::producer : ClientRole::worker;
}

}  // namespace

redis::ClientUse client_use(const Program& program, const redis::ClientLibrary& library) {
  redis::ClientUse use;
  use.library = &library;
  for (const auto* names : {&program.queues, &program.consumes, &program.produces}) {
    for (const Written& name : *names) {
      if (std::ranges::find(use.queues, name.text) == use.queues.end())
        use.queues.push_back(name.text);
    }
  }
  use.prefix = program.prefix;
  use.role = role_of(program);
  use.queue_known = false;  // what is not declared may be another than the default
  return use;
}

namespace {

/// A use of a library by somebody who logs in as a user.
struct UseAs {
  redis::ClientUse use;
  Span at;
  std::string who;
};

std::vector<UseAs> uses_as(const AclUserLine& user, std::span<const Program> programs,
                           std::span<const ClientAt* const> logins) {
  std::vector<UseAs> uses;
  for (const Program& program : programs) {
    if (!program.user || program.user->text != user.name.text) continue;
    for (const UsedClient& used : program.uses)
      uses.push_back({client_use(program, *used.library), program.user->at, program.workload.text});
  }
  for (const ClientAt* client : logins) {
    redis::ClientUse use;
    use.library = client->library;
    use.role = client->role;
    use.names_known = false;
    use.queue_known = false;
    use.database = client->endpoints.front()->database.value_or(0);
    uses.push_back({std::move(use), client->user.at, client->workload->resource->label()});
  }
  return uses;
}

}  // namespace

std::vector<LibraryLack> library_lacks(const AclUserLine& user, std::span<const Program> programs,
                                       std::span<const ClientAt* const> logins) {
  std::vector<LibraryLack> lacks;
  const std::vector<UseAs> uses = uses_as(user, programs, logins);
  if (uses.empty()) return lacks;
  const AclReading reading = read_acl_user(user);
  for (const UseAs& each : uses) {
    for (auto& lack : redis::client_lacks(reading, each.use)) {
      // Which version of the library runs is not known.
      if (!lack.commands->since.empty()) continue;
      const LackKind kind = kind_of(user, reading, lack);
      lacks.push_back({each.use.library, each.at,
                       fmt::format("`{}` logs in as this user", each.who), std::move(lack), kind});
    }
  }
  return lacks;
}

}  // namespace fairlead
