#include "redis/acl/acl_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "redis/acl/acl.h"
#include "redis/acl/acl_rule.h"
#include "redis/command/command_keys.h"

namespace fairlead::redis {
namespace {

using Arguments = std::span<const std::string_view>;

/// How many databases a server has unless told otherwise.
constexpr std::int64_t databases = 16;

bool permits(const KeyPattern& pattern, const KeyUse& use) {
  return (pattern.read || !use.read) && (pattern.write || !use.write);
}

/// A key or channel as a pattern that matches it: itself, unless it holds pattern characters that
/// do not match themselves.
std::string as_pattern(std::string_view name) {
  if (glob_matches(name, name)) return std::string(name);
  std::string pattern;
  for (const char c : name) {
    if (contains("*?[]\\", {&c, 1})) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

Decision error(std::string what) { return {Verdict::error, 0, std::move(what), "", 0}; }

bool has_database(const AclSelector& selector, std::int64_t database) {
  return std::ranges::find(selector.databases, database) != selector.databases.end();
}

std::string database_token(const AclSelector& selector, std::int64_t added) {
  std::vector<std::int64_t> wanted = selector.databases;
  wanted.push_back(added);
  std::ranges::sort(wanted);
  std::string token = "db=";
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (i > 0 && wanted[i] == wanted[i - 1]) continue;
    token += fmt::format("{}{}", i > 0 ? "," : "", wanted[i]);
  }
  return token;
}

Decision refused_database(const AclSelector& selector, std::int64_t database,
                          std::size_t argument) {
  return refused(Verdict::database, argument, fmt::format("{}", database),
                 database_token(selector, database));
}

/// Whether a command that names no database still needs the selected one.
bool uses_selected_database(const Command& command) {
  constexpr std::string_view names[] = {"keyspace", "read", "write"};
  return has_keys(command) || std::ranges::any_of(names, [&](std::string_view name) {
           return (command.facts->categories & *category_bit(name)) != 0;
         });
}

Decision check_database(const AclSelector& selector, const Command& command, Arguments argv,
                        std::int64_t selected) {
  if (selector.all_databases) return {};
  const bool names_them = command.facts->database_function != DatabaseFunction::none;
  if (names_them) {
    for (const std::size_t at : database_arguments(command, argv, databases)) {
      std::int64_t database = 0;
      std::from_chars(argv[at].data(), argv[at].data() + argv[at].size(), database);
      if (!has_database(selector, database)) return refused_database(selector, database, at);
    }
  } else if (command.facts->has(CommandFlag::all_dbs)) {
    for (std::int64_t database = 0; database < databases; ++database) {
      if (!has_database(selector, database)) {
        return refused(Verdict::database, 0, fmt::format("{}", database), "alldbs");
      }
    }
    return {};
  }
  const bool needed = names_them ? has_keys(command) : uses_selected_database(command);
  if (!needed || has_database(selector, selected)) return {};
  return refused_database(selector, selected, 0);
}

bool has_first_argument(const AclSelector& selector, const Command& command, Arguments argv) {
  const auto found = selector.first_arguments.find(command.id);
  const std::size_t at = command.container.empty() ? 1 : 2;
  if (found == selector.first_arguments.end() || at >= argv.size()) return false;
  return std::ranges::find(found->second, lower(argv[at])) != found->second.end();
}

Decision check_channels(const AclSelector& selector, const Command& command, Arguments argv) {
  const ChannelAccess access = command.facts->channels;
  if (access == ChannelAccess::none) return {};
  const int count = command.facts->channel_count;
  const std::size_t end =
      count < 0 ? argv.size()
                : std::min<std::size_t>(argv.size(), 1u + static_cast<unsigned>(count));
  for (std::size_t at = 1; at < end; ++at) {
    if (!has_channel(selector, argv[at], access)) return refused_channel(argv[at], at, access);
  }
  return {};
}

/// What one selector says.
Decision check(const AclUser& user, const AclSelector& selector, const Command& command,
               Arguments argv, std::int64_t database) {
  if (has_database_rules(user.version)) {
    Decision decision = check_database(selector, command, argv, database);
    if (!decision.allowed()) return decision;
  }
  if (!may_run(selector, command) && !has_first_argument(selector, command, argv)) {
    return refused_command(user, command, argv);
  }
  if (!selector.all_keys && has_keys(command)) {
    for (const KeyUse& use : keys_of(command, argv, user.version)) {
      const std::string_view key = argv[use.argument];
      if (has_key(selector, key, use)) continue;
      return refused(Verdict::key, use.argument, key, key_token(selector, key));
    }
  }
  return check_channels(selector, command, argv);
}

}  // namespace

int rank_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::error:
      return -1;
    case Verdict::database:
      return 0;
    case Verdict::command:
      return 1;
    case Verdict::key:
      return 2;
    case Verdict::channel:
      return 3;
    case Verdict::allowed:
      return 4;
  }
  __builtin_unreachable();
}

Decision refused(Verdict verdict, std::size_t argument, std::string_view name, std::string token) {
  return {verdict, argument, std::string(name), std::move(token), 0};
}

bool may_run(const AclSelector& selector, const Command& command) {
  return selector.all_commands || command.facts->has(CommandFlag::no_auth) ||
         selector.commands.test(static_cast<std::size_t>(command.id));
}

bool has_key(const AclSelector& selector, std::string_view key, const KeyUse& use) {
  return selector.all_keys || std::ranges::any_of(selector.keys, [&](const KeyPattern& pattern) {
           return permits(pattern, use) && glob_matches(pattern.pattern, key);
         });
}

std::string key_token(const AclSelector& selector, std::string_view key) {
  // A pattern that matches but lacks a permission gets it when it is repeated.
  for (const KeyPattern& pattern : selector.keys) {
    if (glob_matches(pattern.pattern, key)) return "~" + pattern.pattern;
  }
  return "~" + as_pattern(key);
}

bool has_channel(const AclSelector& selector, std::string_view channel, ChannelAccess access) {
  if (selector.all_channels || access == ChannelAccess::none ||
      access == ChannelAccess::unsubscribe) {
    return true;
  }
  // A pattern that is subscribed to must be written in the user's rules, byte for byte.
  return std::ranges::any_of(selector.channels, [&](std::string_view pattern) {
    return access == ChannelAccess::subscribe_patterns ? pattern == channel
                                                       : glob_matches(pattern, channel);
  });
}

Decision refused_channel(std::string_view channel, std::size_t at, ChannelAccess access) {
  const bool literal = access == ChannelAccess::subscribe_patterns;
  return refused(Verdict::channel, at, channel,
                 "&" + (literal ? std::string(channel) : as_pattern(channel)));
}

Decision refused_command(const AclUser& user, const Command& command, Arguments argv) {
  std::string name(command.name);
  if (!has_selectors(user.version) && argv.size() > 1) {
    const std::string part = fmt::format("{}|{}", name, lower(argv[1]));
    if (known_command(part)) name = part;
  }
  return refused(Verdict::command, 0, command.name, "+" + name);
}

std::optional<Command> command_of_line(const AclUser& user, Arguments argv) {
  auto command = command_of(user, argv[0]);
  if (!command || argv.size() < 2) return command;
  if (subcommands(command->name, user.version, user.mode).empty()) return command;
  return command_of(user, fmt::format("{}|{}", argv[0], argv[1]));
}

Decision evaluate(const AclUser& user, std::span<const std::string_view> argv,
                  std::int64_t database) {
  if (argv.empty()) return error("no command");
  const auto command = command_of_line(user, argv);
  if (!command) return error(fmt::format("unknown command in {}", name(user.version)));
  const auto count = static_cast<int>(argv.size());
  const int arity = command->facts->arity;
  if (arity > 0 ? count != arity : count < -arity) return error("wrong number of arguments");
  if (user.truncated) return {};
  return first_allowed(user, [&](const AclSelector& selector) {
    return check(user, selector, *command, argv, database);
  });
}

std::string in_one_word(const Decision& decision) {
  switch (decision.verdict) {
    case Verdict::allowed:
      return "OK";
    case Verdict::command:
      return "CMD";
    case Verdict::key:
      return "KEY:" + decision.name;
    case Verdict::channel:
      return "CHANNEL:" + decision.name;
    case Verdict::database:
      return "DB";
    case Verdict::error:
      return "ERROR: " + decision.name;
  }
  __builtin_unreachable();
}

}  // namespace fairlead::redis
