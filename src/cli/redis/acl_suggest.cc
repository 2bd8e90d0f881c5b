#include "cli/redis/acl_suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "base/error.h"
#include "base/text.h"
#include "client/client_needs.h"

namespace fairlead {
namespace {

using redis::ClientLibrary;
using redis::ClientRole;
using redis::ClientUse;

int fail(const std::string& message) {
  fmt::print(stderr, "fairlead: {}\n", message);
  return 2;
}

int list_clients() {
  for (const ClientLibrary& library : redis::client_libraries())
    fmt::print("{:<16} {}\n", library.id, library.title);
  return 0;
}

const ClientLibrary* find_client(std::string_view id) {
  const auto all = redis::client_libraries();
  const auto found =
      std::ranges::find_if(all, [&](const ClientLibrary& each) { return each.id == lower(id); });
  return found == all.end() ? nullptr : &*found;
}

std::string unknown_client(const std::string& id) {
  std::vector<std::string_view> ids;
  for (const ClientLibrary& library : redis::client_libraries()) ids.push_back(library.id);
  const std::string_view near = nearest(lower(id), ids);
  return fmt::format("no client `{}`{}; `fairlead acl suggest --list` names all", id,
                     near.empty() ? std::string() : fmt::format("; did you mean `{}`?", near));
}

ClientRole role_of(const std::string& word) {
  if (word == "producer") return ClientRole::producer;
  return word == "worker" ? ClientRole::worker : ClientRole::both;
}

/// A library whose keys bear the queue's name alone cannot be held to anything without it.
bool needs_queue(const ClientUse& use) {
  if (!use.queues.empty() || !use.library->queue.empty()) return false;
  const auto bare = [](const redis::ClientName& name) { return name.pattern == "{queue}"; };
  return std::ranges::any_of(use.library->keys, bare) ||
         std::ranges::any_of(use.library->channels, bare);
}

/// `bullmq`, `bullmq-worker`.
std::string user_name(const AclSuggest& options) {
  if (!options.user.empty()) return options.user;
  return options.role.empty() ? options.clients.front()
                              : options.clients.front() + "-" + options.role;
}

bool is_user_name(std::string_view name) {
  return std::ranges::none_of(name, [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || contains("\"'\\", {&c, 1});
  });
}

Result<std::vector<ClientUse>> uses_of(const AclSuggest& options) {
  std::vector<ClientUse> uses;
  for (const std::string& id : options.clients) {
    ClientUse use;
    use.library = find_client(id);
    if (!use.library) return usage_error(unknown_client(id));
    use.queues = options.queues;
    use.prefix = options.prefix;
    use.role = role_of(options.role);
    use.optional = options.optional;
    use.database = options.database;
    if (needs_queue(use)) {
      return usage_error(fmt::format(
          "`{}` has no prefix to hold a user to: name the queue with `--queue`", use.library->id));
    }
    uses.push_back(std::move(use));
  }
  return uses;
}

/// "# why: +these +rules", a line a reason, in the order of the rules.
void print_reasons(const std::vector<redis::AclNeed>& needs) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const redis::AclNeed& need : needs) {
    for (const std::string& reason : need.reasons) {
      auto line = std::ranges::find(lines, reason, &std::pair<std::string, std::string>::first);
      if (line == lines.end()) line = lines.insert(line, {reason, ""});
      line->second += " " + need.token;
    }
  }
  for (const auto& [reason, tokens] : lines) fmt::print(stderr, "#{}\n#     {}\n", tokens, reason);
}

/// What was left out because only some features need it.
void print_left_out(const std::vector<ClientUse>& uses) {
  for (const ClientUse& use : uses) {
    for (const redis::ClientCommands& group : use.library->commands) {
      if (group.optional.empty() || use.optional || !redis::applies(use, group.role, "")) continue;
      std::vector<std::string> rules;
      for (const std::string_view name : group.names) rules.push_back(fmt::format("+{}", name));
      fmt::print(stderr, "# left out, for {}: {}\n", group.optional, joined(rules, " "));
    }
  }
}

}  // namespace

int acl_suggest(const AclSuggest& options) {
  if (options.list) return list_clients();
  if (options.clients.empty())
    return fail("name a library with `--client`; `fairlead acl suggest --list` names all");
  const auto version = redis::version_named(options.version);
  if (!version) {
    return fail(
        fmt::format("`{}` is no version that fairlead knows; use 6.2, 7.0, 7.2, 7.4, 8.0, "
                    "\"valkey 8.0\", \"valkey 8.1\" or \"valkey 9.1\"",
                    options.version));
  }
  const std::string user = user_name(options);
  if (!is_user_name(user)) return fail("a user's name holds no blanks, quotes or backslashes");
  const auto uses = uses_of(options);
  if (!uses) return fail(uses.error().message);
  const auto needs = redis::acl_needs(*uses, *version);
  fmt::print("{}\n", redis::acl_user_line(user, needs));
  std::fflush(stdout);
  fmt::print(stderr, "# for {}; replace CHANGE-ME with a password of your own\n",
             redis::name(*version));
  fmt::print(stderr, "# resetchannels -@all: nothing but what follows\n");
  print_reasons(needs);
  print_left_out(*uses);
  return 0;
}

}  // namespace fairlead
