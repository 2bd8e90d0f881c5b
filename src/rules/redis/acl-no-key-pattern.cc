#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/server/acl.h"
#include "redis/command/command_keys.h"
#include "rules/redis/acl_lack.h"

namespace fairlead {
namespace {

using redis::AclUser;

/// Categories all of whose commands touch keys.
constexpr std::string_view key_categories[] = {"set",    "sortedset",   "list", "hash",  "string",
                                               "bitmap", "hyperloglog", "geo",  "stream"};

/// Whether a rule gives commands that are of no use without keys.
bool gives_key_commands(std::string_view rule, redis::Version version) {
  if (!rule.starts_with('+')) return false;
  if (rule.starts_with("+@")) {
    return std::ranges::find(key_categories, lower(rule.substr(2))) != std::end(key_categories);
  }
  const auto command = redis::find_command(rule.substr(1), version);
  if (!command) return false;
  return std::ranges::any_of(command->key_specs(), [](const redis::KeySpec& spec) {
    return !spec.not_key && spec.begin == redis::KeyBegin::index &&
           spec.find == redis::KeyFind::range;
  });
}

bool has_no_key(const AclUser& user) {
  return std::ranges::all_of(user.selectors, [](const redis::AclSelector& selector) {
    return !selector.all_keys && selector.keys.empty();
  });
}

/// Whether a program is declared to log in as the user: then what it lacks is told exactly.
bool is_declared(const Config& config, const AclUserLine& user) {
  return std::ranges::any_of(config.programs, [&](const Program& program) {
    return program.user && program.user->text == user.name.text &&
           (!program.commands.empty() || !program.uses.empty());
  });
}

/// The first rule that is in vain, or nothing.
const Token* idle_rule(const AclUserLine& user) {
  const redis::AclReading reading = read_acl_user(user);
  if (!reading.errors.empty() || reading.users.empty()) return nullptr;
  if (!std::ranges::all_of(reading.users, has_no_key)) return nullptr;
  const AclUser& newest = reading.users.back();
  if (newest.truncated || !newest.can_log_in()) return nullptr;
  for (const Token& rule : user.rules) {
    if (gives_key_commands(rule.text, newest.version)) return &rule;
  }
  return nullptr;
}

}  // namespace

void rule_redis_acl_no_key_pattern(RuleRun& run) {
  report_library_lacks(run, LackKind::no_key, "no `~` rule: no key");
  for (const AclUserLine& user : run.facts().redis.acl_users) {
    if (user.reader == AclReader::sentinel || is_declared(*run.facts().config, user)) continue;
    const Token* rule = idle_rule(user);
    if (!rule || !library_lack(run, user, LackKind::no_key).denials.empty()) continue;
    const std::string message = fmt::format(
        "user `{}` has no key pattern, so nothing that `{}` permits will work: every key is denied",
        user.name.text, rule->text);
    Finding& finding = run.report(user.resource, rule->at, message);
    finding.caption = "permits commands on keys, and there is no `~` rule";
    finding.help = "add a pattern of the keys it uses, such as `~jobs:*`";
  }
}

}  // namespace fairlead
