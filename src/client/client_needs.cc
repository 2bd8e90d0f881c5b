#include "client/client_needs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "redis/command/command_keys.h"

namespace fairlead::redis {
namespace {

/// `text` as a part of a pattern that matches it: what would end or change the rule matches any
/// byte.
std::string as_pattern_part(std::string_view text) {
  std::string part;
  for (const char c : text) {
    const bool special =
        static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || contains("\"'\\[]?", {&c, 1});
    part += special ? '?' : c;
  }
  return part;
}

std::string replaced(std::string text, std::string_view place, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(place, at)) != std::string::npos; at += by.size())
    text.replace(at, place.size(), by);
  return text;
}

/// What must be permitted for a key.
struct Access {
  bool read = false, write = false;
};

/// The rules of one user as they are gathered, by what each permits.
struct Gathered {
  bool several = false;  ///< libraries, so that each reason names its own
  std::map<std::string, std::pair<Access, std::vector<std::string>>> keys;
  std::map<std::string, std::vector<std::string>> channels, commands;
};

std::string reason_of(const Gathered& all, const ClientUse& use, std::string_view purpose) {
  return all.several ? fmt::format("{}: {}", use.library->title, purpose) : std::string(purpose);
}

void add_reason(std::vector<std::string>& reasons, std::string reason) {
  if (std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(std::move(reason));
}

/// The command of a version: before 7.0, the container of a subcommand.
std::optional<Command> command_in(std::string_view name, Version version) {
  if (auto command = find_command(name, version)) return command;
  if (has_selectors(version)) return std::nullopt;
  return find_command(name.substr(0, name.find('|')), version);
}

void add_access(Access& access, std::string_view name, Version version) {
  const auto command = command_in(name, version);
  if (!command) return;
  for (const KeyUse& use : possible_key_uses(*command)) {
    access.read |= use.read;
    access.write |= use.write;
  }
}

void gather_names(Gathered& all, const ClientUse& use, const ClientCommands& group,
                  Version version) {
  for (const ClientName* name : touched(use.library->keys, group.keys, use)) {
    Access access;
    bool any = false;
    for (const std::string_view command : group.names) {
      const auto found = command_in(command, version);
      if (!found || !has_keys(*found)) continue;
      any = true;
      add_access(access, command, version);
    }
    if (!any) continue;
    for (const std::string& pattern : patterns_of(*name, use)) {
      auto& [sum, reasons] = all.keys[pattern];
      sum.read |= access.read, sum.write |= access.write;
      add_reason(reasons, reason_of(all, use, name->purpose));
    }
  }
  for (const ClientName* name : touched(use.library->channels, group.channels, use)) {
    const bool any = std::ranges::any_of(group.names, [&](std::string_view command) {
      const auto found = command_in(command, version);
      return found && found->facts->channels != ChannelAccess::none &&
             found->facts->channels != ChannelAccess::unsubscribe;
    });
    if (!any) continue;
    for (const std::string& pattern : patterns_of(*name, use)) {
      add_reason(all.channels[pattern],
                 reason_of(all, use, name->purpose) +
                     (name->literal ? "; PSUBSCRIBE needs this very pattern" : ""));
    }
  }
}

void gather(Gathered& all, const ClientUse& use, Version version) {
  for (const ClientCommands& group : use.library->commands) {
    if (!applies(use, group.role, group.optional)) continue;
    gather_names(all, use, group, version);
    for (const std::string_view name : group.names) {
      const auto command = command_in(name, version);
      if (!command || command->facts->has(CommandFlag::no_auth)) continue;
      std::string reason = reason_of(all, use, group.purpose);
      if (group.in_lua) reason += " (inside a script)";
      if (!group.without.empty()) reason += fmt::format("; without it, {}", group.without);
      add_reason(all.commands[std::string(name)], std::move(reason));
    }
  }
}

std::string key_rule(const std::string& pattern, Access access, Version version) {
  // Where neither is needed (EXISTS, WATCH), any permission does.
  if (!has_selectors(version) || access.read == access.write) return "~" + pattern;
  return (access.read ? "%R~" : "%W~") + pattern;
}

/// The rule that mends what is denied, as acl_needs writes it.
std::string token_for(const Decision& decision, std::span<const AclNeed> needs) {
  if (decision.missing_token.empty() || decision.selector != 0) return {};
  if (decision.verdict != Verdict::key) return decision.missing_token;
  for (const AclNeed& need : needs) {
    const std::size_t pattern = need.token.find('~');
    if (pattern == std::string::npos) continue;
    if (need.token == "~*" || need.token.substr(pattern + 1) == decision.name) return need.token;
  }
  return decision.missing_token;
}

/// What the library needs, worked out once something is denied.
class Needs {
 public:
  Needs(const ClientUse& use, Version version) : use_(use), version_(version) {}

  std::span<const AclNeed> all() {
    if (!needs_) needs_ = acl_needs(std::span(&use_, 1), version_);
    return *needs_;
  }

 private:
  const ClientUse& use_;
  Version version_;
  std::optional<std::vector<AclNeed>> needs_;
};

/// Subcommands are no commands of Redis 6.2, which takes them for first arguments.
Decision decide(const AclReading& user, const CommandUse& use) {
  Decision decision = evaluate_use(user, use);
  const std::size_t bar = use.command.find('|');
  if (decision.verdict != Verdict::error || bar == std::string_view::npos) return decision;
  const std::string_view key = use.keys.empty() ? "x" : use.keys[0];
  const std::string_view line[] = {use.command.substr(0, bar), use.command.substr(bar + 1), key,
                                   "x", "x"};
  decision = evaluate(user, line);
  if (decision.verdict == Verdict::command)
    decision.missing_token = fmt::format("+{}", use.command);
  return decision;
}

/// Whether the user may use no channel, whatever it is called, in any version that is meant.
bool has_no_channel(const AclReading& user) {
  return std::ranges::all_of(user.users, [](const AclUser& each) {
    return !each.truncated && std::ranges::all_of(each.selectors, [](const AclSelector& selector) {
      return !selector.all_channels && selector.channels.empty();
    });
  });
}

std::vector<std::string> known_patterns(std::span<const ClientName> all,
                                        std::span<const std::string_view> ids, const ClientUse& use,
                                        bool names_known) {
  std::vector<std::string> patterns;
  if (!names_known) return patterns;
  for (const ClientName* name : touched(all, ids, use)) {
    const bool any_queue = use.queues.empty() && !use.queue_known;
    if (any_queue && contains(name->pattern, "{queue}")) continue;
    std::ranges::move(patterns_of(*name, use), std::back_inserter(patterns));
  }
  return patterns;
}

void add_lacks(std::vector<ClientLack>& lacks, const AclReading& user, const ClientUse& use,
               const ClientCommands& group, Needs& needs) {
  const auto keys = known_patterns(use.library->keys, group.keys, use, use.names_known);
  // Of somebody who may use no channel their names say nothing; the library's own stand for them.
  const bool channels_known = use.names_known || (!group.channels.empty() && has_no_channel(user));
  const auto channels = known_patterns(use.library->channels, group.channels, use, channels_known);
  const std::vector<std::string_view> every_key(keys.begin(), keys.end()),
      every_channel(channels.begin(), channels.end());
  for (const std::string_view command : group.names) {
    // Who may use all at once may use each.
    if (evaluate_use(user, {command, every_key, every_channel}).allowed()) continue;
    const auto check = [&](std::span<const std::string_view> key,
                           std::span<const std::string_view> channel) {
      Decision decision = decide(user, {command, key, channel});
      if (decision.allowed() || decision.verdict == Verdict::error) return;
      // Without any pattern a command of keys is refused even where it is asked about its channels.
      if (key.empty() && !keys.empty() && decision.verdict == Verdict::key) return;
      std::string token = token_for(decision, needs.all());
      const bool known = std::ranges::any_of(lacks, [&](const ClientLack& lack) {
        return lack.command == command && lack.token == token;
      });
      if (!known) lacks.push_back({&group, command, std::move(decision), std::move(token)});
    };
    // One name at a time, so that each that is denied is told.
    if (keys.empty() && channels.empty()) check({}, {});
    for (const std::string_view key : keys) check(std::span(&key, 1), {});
    for (const std::string_view channel : channels) check({}, std::span(&channel, 1));
  }
}

}  // namespace

bool applies(const ClientUse& use, ClientRole role, std::string_view optional) {
  if (!optional.empty() && !use.optional) return false;
  return role == ClientRole::both || use.role == ClientRole::both || use.role == role;
}

std::vector<std::string> patterns_of(const ClientName& name, const ClientUse& use) {
  const std::string prefix =
      use.prefix ? as_pattern_part(*use.prefix) : std::string(use.library->prefix);
  std::string pattern = replaced(std::string(name.pattern), "{prefix}", prefix);
  pattern = replaced(std::move(pattern), "{db}", fmt::format("{}", use.database));
  if (!contains(pattern, "{queue}")) return {pattern};
  std::vector<std::string> patterns;
  for (const std::string& queue : use.queues)
    patterns.push_back(replaced(pattern, "{queue}", as_pattern_part(queue)));
  const std::string_view otherwise = use.library->queue.empty() ? "*" : use.library->queue;
  if (patterns.empty()) patterns.push_back(replaced(pattern, "{queue}", otherwise));
  return patterns;
}

std::string filled_name(std::string_view pattern, std::string_view prefix, std::string_view queue) {
  return replaced(replaced(std::string(pattern), "{prefix}", prefix), "{queue}", queue);
}

std::vector<const ClientName*> touched(std::span<const ClientName> all,
                                       std::span<const std::string_view> ids,
                                       const ClientUse& use) {
  std::vector<const ClientName*> names;
  for (const ClientName& name : all) {
    const bool meant = ids.empty() || std::ranges::find(ids, name.id) != ids.end();
    if (meant && applies(use, name.role, name.optional)) names.push_back(&name);
  }
  return names;
}

std::vector<AclNeed> acl_needs(std::span<const ClientUse> uses, Version version) {
  Gathered all;
  all.several = uses.size() > 1;
  for (const ClientUse& use : uses) gather(all, use, version);
  std::vector<AclNeed> needs;
  // A server refuses a pattern behind the one that permits every key.
  const auto every_key = all.keys.find("*");
  for (auto& [pattern, need] : all.keys) {
    const bool covered = every_key != all.keys.end() && pattern != "*";
    if (!covered) needs.push_back({key_rule(pattern, need.first, version), need.second});
  }
  const bool every_channel = all.channels.contains("*");
  for (auto& [pattern, reasons] : all.channels) {
    if (!every_channel || pattern == "*") needs.push_back({"&" + pattern, reasons});
  }
  for (auto& [name, reasons] : all.commands) needs.push_back({"+" + name, reasons});
  return needs;
}

std::string acl_user_line(std::string_view name, std::span<const AclNeed> needs) {
  std::string line = fmt::format("user {} on >CHANGE-ME resetchannels -@all", name);
  for (const AclNeed& need : needs) line += " " + need.token;
  return line;
}

std::vector<ClientLack> client_lacks(const AclReading& user, const ClientUse& use) {
  std::vector<ClientLack> lacks;
  if (user.users.empty()) return lacks;
  Needs needs(use, user.users.back().version);
  for (const ClientCommands& group : use.library->commands) {
    if (applies(use, group.role, group.optional)) add_lacks(lacks, user, use, group, needs);
  }
  return lacks;
}

}  // namespace fairlead::redis
