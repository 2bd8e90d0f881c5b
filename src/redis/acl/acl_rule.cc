#include "redis/acl/acl_rule.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/text.h"

namespace fairlead::redis {
namespace {

using Outcome = std::optional<AclErrorKind>;

bool is(std::string_view rule, std::string_view word) { return equal_ignoring_case(rule, word); }

bool has_blank(std::string_view text) {
  return std::ranges::any_of(text,
                             [](char c) { return c == '\0' || c == ' ' || (c >= 9 && c <= 13); });
}

/// Allows or denies commands, and forgets what first arguments they were limited to.
void set_permission(AclSelector& selector, const CommandSet& commands, bool allow) {
  if (allow) {
    selector.commands |= commands;
  } else {
    selector.commands &= ~commands;
    if (commands.any()) selector.all_commands = false;
  }
  std::erase_if(selector.first_arguments, [&](const auto& entry) {
    return commands.test(static_cast<std::size_t>(entry.first));
  });
}

void set_all_commands(AclSelector& selector, bool allow) {
  selector.all_commands = allow;
  allow ? selector.commands.set() : selector.commands.reset();
  selector.first_arguments.clear();
}

Outcome set_category(AclSelector& selector, const AclUser& user, std::string_view rule) {
  const std::string_view category = rule.substr(2);
  if (!has_category(category, user.modules)) return AclErrorKind::unknown_category;
  set_permission(selector,
                 category_commands(*category_bit(category), user.version, user.mode, user.modules),
                 rule[0] == '+');
  return std::nullopt;
}

/// `+cmd|word`: a subcommand, or a first argument that is let through.
Outcome allow_part(AclSelector& selector, const AclUser& user, std::string_view name) {
  const bool old = !has_selectors(user.version);
  const std::size_t bar = old ? name.find('|') : name.rfind('|');
  const std::string_view word = name.substr(bar + 1);
  const auto command = command_of(user, name.substr(0, bar));
  if (!command) return AclErrorKind::unknown_command;
  if (!command->container.empty()) return AclErrorKind::nested_subcommand;
  if (word.empty()) return AclErrorKind::syntax;
  if (!subcommands(command->name, user.version, user.mode).empty()) {
    const auto sub = command_of(user, name);
    if (!sub) return AclErrorKind::unknown_command;
    set_permission(selector, with_subcommands(*sub, user.version, user.mode), true);
  } else if (!old || !selector.commands.test(static_cast<std::size_t>(command->id))) {
    selector.first_arguments[command->id].push_back(lower(word));
  }
  return std::nullopt;
}

Outcome set_command(AclSelector& selector, const AclUser& user, std::string_view rule) {
  const std::string_view name = rule.substr(1);
  const bool allow = rule[0] == '+';
  if (allow && contains(name, "|")) return allow_part(selector, user, name);
  const auto command = command_of(user, name);
  if (!command) return AclErrorKind::unknown_command;
  set_permission(selector, with_subcommands(*command, user.version, user.mode), allow);
  return std::nullopt;
}

Outcome add_key_pattern(AclSelector& selector, std::string_view rule) {
  if (selector.all_keys) return AclErrorKind::pattern_after_all_keys;
  KeyPattern added{"", rule[0] == '~', rule[0] == '~'};
  std::size_t at = 1;
  if (rule[0] == '%') {
    for (; at < rule.size() && rule[at] != '~'; ++at) {
      bool& permission = rule[at] == 'r' || rule[at] == 'R' ? added.read : added.write;
      if (permission || !contains("rRwW", rule.substr(at, 1))) return AclErrorKind::syntax;
      permission = true;
    }
    if (!added.read && !added.write) return AclErrorKind::syntax;
    // `%R` alone is taken as `%R~`.
    at = std::min(at + 1, rule.size());
  }
  if (has_blank(rule.substr(at))) return AclErrorKind::syntax;
  added.pattern = rule.substr(at);
  const auto [place, first] = selector.key_places.emplace(added.pattern, selector.keys.size());
  if (first) {
    selector.keys.push_back(std::move(added));
  } else {
    KeyPattern& same = selector.keys[place->second];
    same.read |= added.read;
    same.write |= added.write;
  }
  return std::nullopt;
}

Outcome add_channel(AclSelector& selector, std::string_view rule) {
  if (selector.all_channels) return AclErrorKind::pattern_after_all_channels;
  const std::string pattern(rule.substr(1));
  if (has_blank(pattern)) return AclErrorKind::syntax;
  if (selector.channel_places.emplace(pattern, selector.channels.size()).second)
    selector.channels.push_back(pattern);
  return std::nullopt;
}

/// `db=1,2` replaces what was there.
Outcome set_databases(AclSelector& selector, std::string_view list) {
  std::vector<std::int64_t> databases;
  for (const std::string_view item : split(list, ',')) {
    if (item.empty() || item.find_first_not_of("0123456789") != std::string_view::npos) {
      return AclErrorKind::syntax;
    }
    std::int64_t number = 0;
    const auto read = std::from_chars(item.data(), item.data() + item.size(), number);
    if (read.ec != std::errc() || number > std::numeric_limits<std::int32_t>::max()) {
      return AclErrorKind::database_range;
    }
    databases.push_back(number);
  }
  selector.all_databases = false;
  selector.databases = std::move(databases);
  return std::nullopt;
}

/// The rules that are one fixed word. False where `rule` is none of them.
bool apply_word(AclSelector& selector, const AclUser& user, std::string_view rule) {
  if (is(rule, "allkeys") || rule == "~*" || is(rule, "resetkeys")) {
    selector.all_keys = !is(rule, "resetkeys");
    selector.keys.clear();
    selector.key_places.clear();
  } else if (is(rule, "allchannels") || rule == "&*" || is(rule, "resetchannels")) {
    selector.all_channels = !is(rule, "resetchannels");
    selector.channels.clear();
    selector.channel_places.clear();
  } else if (is(rule, "allcommands") || is(rule, "+@all")) {
    set_all_commands(selector, true);
  } else if (is(rule, "nocommands") || is(rule, "-@all")) {
    set_all_commands(selector, false);
  } else if (has_database_rules(user.version) && (is(rule, "alldbs") || is(rule, "resetdbs"))) {
    selector.all_databases = is(rule, "alldbs");
    selector.databases.clear();
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::optional<Command> command_of(const AclUser& user, std::string_view name) {
  auto command = find_command(name, user.version, user.mode);
  if (!command && user.modules) {
    command = documented_command(name);
    if (command && !command->facts->from_module) command.reset();
  }
  return command;
}

Outcome apply_selector_rule(AclSelector& selector, const AclUser& user, std::string_view rule) {
  if (apply_word(selector, user, rule)) return std::nullopt;
  const char first = rule.empty() ? '\0' : rule[0];
  if (first == '~' || (first == '%' && has_selectors(user.version))) {
    return add_key_pattern(selector, rule);
  }
  if (first == '&') return add_channel(selector, rule);
  if (first == '+' || first == '-') {
    const bool category = rule.size() > 1 && rule[1] == '@';
    return category ? set_category(selector, user, rule) : set_command(selector, user, rule);
  }
  if (has_database_rules(user.version) && is(rule.substr(0, 3), "db=")) {
    return set_databases(selector, rule.substr(3));
  }
  return AclErrorKind::syntax;
}

}  // namespace fairlead::redis
