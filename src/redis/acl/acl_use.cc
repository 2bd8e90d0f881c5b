#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "redis/acl/acl_check.h"
#include "redis/acl/acl_rule.h"

namespace fairlead::redis {
namespace {

std::string with_bar(std::string_view words) {
  std::string name(words);
  std::ranges::replace(name, ' ', '|');
  return name;
}

/// Whether the command touches a key whatever its arguments are.
bool always_has_keys(const Command& command) {
  return std::ranges::any_of(command.key_specs(), [](const KeySpec& spec) {
    return !spec.not_key && spec.begin == KeyBegin::index && spec.find == KeyFind::range;
  });
}

/// Which of the command's key positions a name is meant for is not known, so one that permits it
/// suffices.
bool has_any_key(const AclSelector& selector, std::string_view key,
                 const std::vector<KeyUse>& uses) {
  return std::ranges::any_of(uses, [&](const KeyUse& use) { return has_key(selector, key, use); });
}

Decision check_use(const AclUser& user, const AclSelector& selector, const Command& command,
                   const CommandUse& use) {
  const bool some_arguments = selector.first_arguments.contains(command.id);
  if (!may_run(selector, command) && !some_arguments) return refused_command(user, command, {});
  if (has_keys(command) && !selector.all_keys) {
    std::vector<KeyUse> uses = possible_key_uses(command);
    if (uses.empty()) uses.push_back({});
    for (std::size_t i = 0; i < use.keys.size(); ++i) {
      if (has_any_key(selector, use.keys[i], uses)) continue;
      return refused(Verdict::key, i, use.keys[i], key_token(selector, use.keys[i]));
    }
    if (selector.keys.empty() && always_has_keys(command)) {
      return refused(Verdict::key, 0, "", "~<key>");
    }
  }
  const ChannelAccess access = command.facts->channels;
  for (std::size_t i = 0; i < use.channels.size(); ++i) {
    if (!has_channel(selector, use.channels[i], access)) {
      return refused_channel(use.channels[i], i, access);
    }
  }
  return {};
}

/// Refused by all, or allowed.
template <typename Evaluate>
Decision common_decision(const AclReading& reading, std::string_view command, Evaluate decide) {
  Decision decision;
  for (const AclUser& user : reading.users) {
    decision = decide(user);
    if (decision.allowed()) return decision;
  }
  // With the version unknown, a command that only modules have may well exist.
  const bool unknown_version = reading.users.size() > 1;
  if (unknown_version && decision.verdict == Verdict::error && documented_command(command))
    return {};
  return decision;
}

bool names_module(const AclError& error, std::span<const std::string_view> rules) {
  if (error.kind != AclErrorKind::unknown_command && error.kind != AclErrorKind::unknown_category) {
    return false;
  }
  const std::string_view rule = rules[error.token].substr(error.begin, error.end - error.begin);
  if (rule.size() < 2) return false;
  if (rule[1] == '@') return has_category(rule.substr(2), true);
  const auto documented = documented_command(rule.substr(1));
  return documented && documented->facts->from_module;
}

}  // namespace

Decision evaluate_use(const AclUser& user, const CommandUse& use) {
  const bool words = use.command.find(' ') != std::string_view::npos;
  const auto command =
      words ? command_of(user, with_bar(use.command)) : command_of(user, use.command);
  if (!command)
    return {Verdict::error, 0, fmt::format("unknown command in {}", name(user.version)), "", 0};
  if (user.truncated) return {};
  return first_allowed(
      user, [&](const AclSelector& selector) { return check_use(user, selector, *command, use); });
}

void keep_common(std::vector<AclError>& errors, std::span<const AclError> others) {
  std::set<std::pair<std::size_t, std::size_t>> places;
  for (const AclError& other : others) places.emplace(other.token, other.begin);
  std::erase_if(errors, [&](const AclError& error) {
    return !places.contains({error.token, error.begin});
  });
}

AclReading read_acl_rules(std::span<const std::string_view> rules, std::optional<Version> version,
                          const AclSettings& settings) {
  AclReading reading;
  if (version) {
    reading.users.push_back(parse_acl_user(rules, *version, settings));
    reading.errors = reading.users[0].errors;
    return reading;
  }
  for (const Version each : all_versions()) {
    reading.users.push_back(parse_acl_user(rules, each, settings));
  }
  // The newest version's words are the ones shown.
  reading.errors = reading.users.back().errors;
  for (const AclUser& user : reading.users) keep_common(reading.errors, user.errors);
  std::erase_if(reading.errors, [&](const AclError& error) { return names_module(error, rules); });
  return reading;
}

Decision evaluate(const AclReading& reading, std::span<const std::string_view> argv) {
  return common_decision(reading, argv.empty() ? "" : argv[0],
                         [&](const AclUser& user) { return evaluate(user, argv); });
}

Decision evaluate_use(const AclReading& reading, const CommandUse& use) {
  return common_decision(reading, with_bar(use.command),
                         [&](const AclUser& user) { return evaluate_use(user, use); });
}

}  // namespace fairlead::redis
