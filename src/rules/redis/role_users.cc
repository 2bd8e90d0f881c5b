#include "rules/redis/role_users.h"

// lacks.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "facts/server/acl.h"
#include "facts/server/config_use.h"
#include "lint/words.h"

namespace fairlead {
namespace {

using Words = std::vector<std::string>;

struct Need {
  std::string_view command;
  bool vital;  ///< without it a failover (a replication) was seen to fail on real servers
  std::string_view channel = {};
};

// Redis' and Valkey's documentation of Sentinel and replication; `vital` measured with 6.2 to 9.1.
// Sentinel sends SLAVEOF, never REPLICAOF.
constexpr std::string_view hello = "__sentinel__:hello";
constexpr Need sentinel_needs[] = {
    {"multi", false},
    {"slaveof", true},
    {"ping", true},
    {"exec", true},
    {"subscribe", true, hello},
    {"config|rewrite", true},
    {"role", false},
    {"publish", true, hello},
    {"info", true},
    {"client|setname", false},
    {"client|kill", true},
    {"script|kill", false},
};
constexpr Need replica_needs[] = {{"psync", true}, {"replconf", true}, {"ping", true}};

/// Names that say what the user is for; it must hold one of the telling commands too.
constexpr std::string_view sentinel_names[] = {"sentinel", "sentinel-user", "sentinel_user",
                                               "sentineluser", "redis-sentinel"};
constexpr std::string_view replica_names[] = {"replica",     "replica-user", "replica_user",
                                              "replicauser", "replication",  "replicator"};
constexpr std::string_view sentinel_signs[] = {"slaveof",   "config|rewrite", "client|kill",
                                               "subscribe", "publish",        "role"};
constexpr std::string_view replica_signs[] = {"psync", "replconf", "sync"};

struct Role {
  std::span<const Need> needs;
  std::span<const std::string_view> names, signs;
  std::string_view consequence, label;
};
constexpr Role sentinel_role = {sentinel_needs, sentinel_names, sentinel_signs,
                                "so Sentinel cannot fail over", "Sentinel logs in as this user"};
constexpr Role replica_role = {replica_needs, replica_names, replica_signs,
                               "so replicas that log in as it never get the data",
                               "replicas log in as this user"};

redis::Decision may(const redis::AclReading& user, std::string_view command,
                    std::string_view channel) {
  const std::string_view channels[] = {channel};
  const std::span<const std::string_view> used(channels, channel.empty() ? 0 : 1);
  redis::Decision decision = redis::evaluate_use(user, {command, {}, used});
  // Redis 6.2 has the container only.
  const std::size_t bar = command.find('|');
  if (decision.verdict == redis::Verdict::error && bar != std::string_view::npos)
    decision = redis::evaluate_use(user, {command.substr(0, bar), {}, used});
  return decision;
}

bool shows_role(const AclUserLine& user, const Role& role) {
  const auto named = std::ranges::find(role.names, lower(user.name.text));
  if (named == role.names.end()) return false;
  const redis::AclReading reading = read_acl_user(user);
  return std::ranges::any_of(
      role.signs, [&](std::string_view sign) { return may(reading, sign, "").allowed(); });
}

/// What the user lacks, as words and as rules. `vital` says whether any of it is.
struct Lack {
  Words commands, tokens;
  bool channel = false, vital = false;
};

Lack lack_of(const AclUserLine& user, const Role& role) {
  Lack lack;
  std::set<std::string> tokens;
  for (const Need& need : role.needs) {
    const redis::Decision plain = may(read_acl_user(user), need.command, "");
    if (plain.verdict == redis::Verdict::command) {
      if (need.vital) lack.commands.push_back(fmt::format("`{}`", upper(need.command)));
      lack.vital |= need.vital;
      lack.tokens.push_back(fmt::format("+{}", need.command));
    }
    if (need.channel.empty()) continue;
    const std::string added = fmt::format("+{}", need.command);
    const std::string_view more[] = {added};
    const redis::Decision used = may(read_acl_user(user, more), need.command, need.channel);
    if (used.verdict == redis::Verdict::channel) lack.channel = lack.vital = true;
  }
  if (lack.channel) lack.tokens.push_back(fmt::format("&{}", hello));
  return lack;
}

void report(RuleRun& run, const AclUserLine& user, const Directive* login, const Role& role) {
  const Lack lack = lack_of(user, role);
  run.answered();
  if (!lack.vital) return;
  Words parts;
  if (!lack.commands.empty())
    parts.push_back(fmt::format("may not run {}", joined(lack.commands, ", ")));
  if (lack.channel) parts.push_back(fmt::format("may not use the channel `{}`", hello));
  const std::string message =
      fmt::format("user `{}` {}, {}", user.name.text, joined(parts, " and "), role.consequence);
  Finding& finding = run.report(user.resource, user.at, message);
  finding.caption = "these rules do not permit it";
  if (login) add_label(finding, login->words.back().at, std::string(role.label));
  const std::string tokens = joined(lack.tokens, " ");
  finding.help = fmt::format("add `{}` at the end", tokens);
  const Token& last = user.rules.empty() ? user.name : user.rules.back();
  if (run.sources().text(last.at) != last.text || last.text.find_first_of("><#!(") == 0) return;
  finding.fixes.push_back(
      {fmt::format("add `{}`", tokens), {{last.at, fmt::format("{} {}", last.text, tokens)}}});
}

bool is_sentinel_login(const Directive& directive) {
  const auto& words = directive.words;
  if (directive.place == ConfigPlace::sentinel_custom_config)
    return words.size() == 2 && equal_ignoring_case(words[0].text, "auth-user");
  return words.size() == 4 && equal_ignoring_case(words[0].text, "sentinel") &&
         equal_ignoring_case(words[1].text, "auth-user");
}

bool is_replica_login(const Directive& directive) {
  const auto& words = directive.words;
  return words.size() == 2 && (equal_ignoring_case(words[0].text, "masteruser") ||
                               equal_ignoring_case(words[0].text, "primaryuser"));
}

using IsLogin = bool (*)(const Directive&);

void check(RuleRun& run, const Role& role, IsLogin is_login) {
  for (const AclUserLine& user : run.facts().redis.acl_users) {
    // A Sentinel's own users are for those who ask it.
    if (user.reader == AclReader::sentinel || user.name.text == "default") continue;
    const Directive* login = nullptr;
    for (const Directive& directive : run.facts().redis.directives) {
      if (is_login(directive) && directive.words.back().text == user.name.text) login = &directive;
    }
    static constexpr std::string_view logins[] = {"masteruser", "primaryuser"};
    if (login && !login->command_line && may_be_overruled(run.facts().redis, logins)) continue;
    if (login || shows_role(user, role)) report(run, user, login, role);
  }
}

}  // namespace

void check_sentinel_users(RuleRun& run) { check(run, sentinel_role, is_sentinel_login); }
void check_replica_users(RuleRun& run) { check(run, replica_role, is_replica_login); }

}  // namespace fairlead
