#include "rules/redis/acl_words.h"

#include <fmt/format.h>

#include "base/text.h"
#include "facts/server/acl.h"
#include "redis/config/shown.h"

namespace fairlead {

using redis::AclError;
using redis::AclErrorKind;

std::string what_is_wrong(AclErrorKind kind, std::string_view rule) {
  // A word without a sign that is no rule may be a password.
  const bool signed_rule = !rule.empty() && contains("+-~%&@()*", rule.substr(0, 1));
  const std::string part = signed_rule ? redis::shown_rule(rule) : "";
  const std::string_view shown = part.empty() ? "this" : std::string_view(part);
  switch (kind) {
    case AclErrorKind::syntax:
      return fmt::format("{} is no rule of an ACL", shown);
    case AclErrorKind::unknown_command:
      return fmt::format("{} names no command", shown);
    case AclErrorKind::unknown_category:
      return fmt::format("{} names no category of commands", shown);
    case AclErrorKind::nested_subcommand:
      return fmt::format("{} names a subcommand of a subcommand", shown);
    case AclErrorKind::pattern_after_all_keys:
      return fmt::format("{} comes after a rule that permits every key", shown);
    case AclErrorKind::pattern_after_all_channels:
      return fmt::format("{} comes after a rule that permits every channel", shown);
    case AclErrorKind::bad_hash:
      return "this is no password hash, which has exactly 64 digits of 0-9a-f";
    case AclErrorKind::no_such_password:
      return "this removes a password that was not added before";
    case AclErrorKind::unmatched_parenthesis:
      return "this parenthesis has no partner";
    case AclErrorKind::database_range:
      return fmt::format("{} names a database that cannot exist", shown);
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

std::string nearest_rule(const AclUserLine& user, AclErrorKind kind, std::string_view rule) {
  const auto version = user.version.value_or(redis::all_versions().back());
  const auto mode =
      user.reader == AclReader::sentinel ? redis::ServerMode::sentinel : redis::ServerMode::data;
  if (kind == AclErrorKind::unknown_command && rule.size() > 1) {
    const std::string_view near = redis::nearest_command(rule.substr(1), version, mode);
    if (!near.empty()) return fmt::format("{}{}", rule[0], near);
  }
  if (kind == AclErrorKind::unknown_category && rule.size() > 2) {
    const auto group = redis::documentation_group(rule.substr(2));
    if (group && rule[0] == '+' && group->advice.starts_with('+'))
      return std::string(group->advice);
    const std::string_view near = redis::nearest_category(rule.substr(2));
    if (!near.empty() && !group) return fmt::format("{}@{}", rule[0], near);
  }
  return {};
}

std::string caption(const AclUserLine& user, const AclError& error) {
  std::string text = user.version ? fmt::format("{} says: {}", name(*user.version), error.message)
                                  : fmt::format("every version refuses it: {}", error.message);
  const bool parsed =
      error.kind != AclErrorKind::unknown_command && error.kind != AclErrorKind::unknown_category;
  if (!parsed || !is_server_file(user.place) || !user.version ||
      !redis::has_selectors(*user.version))
    return text;
  const std::size_t at = error.token;
  // It counts a selector of several words as one.
  for (std::size_t i = 0; i < at; ++i) {
    if (user.rules[i].text.starts_with('(') && !user.rules[i].text.ends_with(')')) return text;
  }
  const std::string_view blamed = at == 0   ? "user"
                                  : at == 1 ? user.name.text
                                            : user.rules[at - 2].text;
  const bool harmless =
      at < 2 || contains("+-~%&", blamed.substr(0, 1)) || redis::is_acl_word(blamed);
  if (harmless && !blamed.empty()) text += fmt::format(" (and blames `{}`)", blamed);
  return text;
}

}  // namespace fairlead
