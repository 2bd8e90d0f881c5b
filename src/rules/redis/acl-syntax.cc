#include <fmt/format.h>

#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "model/acl.h"

namespace fairlead {
namespace {

using redis::AclError;
using redis::AclErrorKind;

/// What is wrong, about a rule that may be shown: never one that could be a password.
std::string what_is_wrong(AclErrorKind kind, std::string_view rule) {
  switch (kind) {
    case AclErrorKind::syntax: {
      const bool harmless = !rule.empty() && contains("+-~%&@()*", rule.substr(0, 1));
      return harmless ? fmt::format("`{}` is no rule of an ACL", rule)
                      : "this is no rule of an ACL";
    }
    case AclErrorKind::unknown_command:
      return fmt::format("`{}` names no command", rule);
    case AclErrorKind::unknown_category:
      return fmt::format("`{}` names no category of commands", rule);
    case AclErrorKind::nested_subcommand:
      return fmt::format("`{}` names a subcommand of a subcommand", rule);
    case AclErrorKind::pattern_after_all_keys:
      return fmt::format("`{}` comes after a rule that permits every key", rule);
    case AclErrorKind::pattern_after_all_channels:
      return fmt::format("`{}` comes after a rule that permits every channel", rule);
    case AclErrorKind::bad_hash:
      return "this is no password hash, which has exactly 64 digits of 0-9a-f";
    case AclErrorKind::no_such_password:
      return "this removes a password that was not added before";
    case AclErrorKind::unmatched_parenthesis:
      return "this parenthesis has no partner";
    case AclErrorKind::database_range:
      return fmt::format("`{}` names a database that cannot exist", rule);
  }
  __builtin_unreachable();
}

std::string_view consequence(ConfigPlace place) {
  switch (place) {
    case ConfigPlace::redis_conf:
    case ConfigPlace::sentinel_conf:
    case ConfigPlace::acl_file:
      return "so the server does not start";
    case ConfigPlace::custom_config:
    case ConfigPlace::sentinel_custom_config:
      return "so no server accepts the user";
  }
  __builtin_unreachable();
}

/// The name that was probably meant, with its sign, or "".
std::string nearest_rule(const AclUserLine& user, AclErrorKind kind, std::string_view rule) {
  const auto version = user.version.value_or(redis::all_versions().back());
  const auto mode =
      is_sentinel_place(user.place) ? redis::ServerMode::sentinel : redis::ServerMode::data;
  if (kind == AclErrorKind::unknown_command && rule.size() > 1) {
    const std::string_view near = redis::nearest_command(rule.substr(1), version, mode);
    if (!near.empty()) return fmt::format("{}{}", rule[0], near);
  }
  if (kind == AclErrorKind::unknown_category && rule.size() > 2) {
    const std::string_view near = redis::nearest_category(rule.substr(2));
    if (!near.empty()) return fmt::format("{}@{}", rule[0], near);
  }
  return {};
}

void report(RuleRun& run, const AclUserLine& user, const AclError& error) {
  const Token& token = user.rules[error.token];
  const std::string_view rule = token.text.substr(error.begin, error.end - error.begin);
  // A quoted token's bytes are not those of its text.
  const bool plain = run.sources().text(token.at) == token.text;
  const Span at = plain ? token.at.part(error.begin, error.end) : token.at;
  const std::string message =
      fmt::format("{}, {}", what_is_wrong(error.kind, rule), consequence(user.place));
  Finding& finding =
      user.resource ? run.report(*user.resource, at, message) : run.report(at, message);
  finding.caption = lower(error.message.substr(0, 1)) + error.message.substr(1);
  finding.help = error.hint;
  const std::string near = nearest_rule(user, error.kind, rule);
  if (plain && !near.empty()) {
    finding.fixes.push_back({fmt::format("write `{}`", near), {{at, near}}});
  }
}

}  // namespace

void rule_redis_acl_syntax(RuleRun& run) {
  for (const AclUserLine& user : run.model().acl_users) {
    run.answered();
    for (const AclError& error : read_acl_user(user).errors) report(run, user, error);
  }
}

}  // namespace fairlead
