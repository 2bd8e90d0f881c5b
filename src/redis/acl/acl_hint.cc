#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "redis/acl/acl_rule.h"

namespace fairlead::redis {
namespace {

constexpr std::string_view rule_words[] = {
    "on",
    "off",
    "nopass",
    "resetpass",
    "allkeys",
    "resetkeys",
    "allchannels",
    "resetchannels",
    "allcommands",
    "nocommands",
    "reset",
    "clearselectors",
    "sanitize-payload",
    "skip-sanitize-payload",
};

bool is_valkey(Version version) { return version >= Version::valkey_8_0; }

bool is_database_rule(std::string_view rule) {
  return equal_ignoring_case(rule, "alldbs") || equal_ignoring_case(rule, "resetdbs") ||
         equal_ignoring_case(rule.substr(0, 3), "db=");
}

/// Where a command exists that this version has not.
std::string where_it_exists(std::string_view command, const AclUser& user) {
  const auto versions = versions_with_command(command, user.mode);
  for (const Version version : versions) {
    if (version > user.version && is_valkey(version) == is_valkey(user.version)) {
      const bool several = version == Version::redis_8_later;
      return fmt::format("`{}` exists {} {}{}", command, several ? "in" : "from", name(version),
                         several ? "" : " on");
    }
  }
  if (!versions.empty()) return fmt::format("`{}` exists in {}", command, name(versions.front()));
  const auto documented = documented_command(command);
  const bool of_module = documented && documented->facts->from_module;
  return of_module ? fmt::format("`{}` belongs to a module", command) : std::string();
}

/// `client|setname` of `client` and `setname`, or "" where that is no command.
std::string joined_subcommand(const AclUser& user, std::string_view name, std::string_view word) {
  const std::string whole = fmt::format("{}|{}", lower(name), lower(word));
  return command_of(user, whole) ? whole : "";
}

std::string unknown_subcommand_hint(const AclUser& user, char sign, std::string_view name) {
  const std::string container = lower(name.substr(0, name.find('|')));
  std::vector<std::string_view> names;
  const auto known = subcommands(container, user.version, user.mode);
  for (const Command& command : known) names.push_back(command.name);
  if (const auto near = nearest(lower(name), names); !near.empty()) {
    return fmt::format("did you mean `{}{}`?", sign, near);
  }
  if (!has_selectors(user.version) && sign == '-' && command_of(user, container)) {
    return fmt::format("before Redis 7.0 `-` takes whole commands only: `-{}`", container);
  }
  return {};
}

std::string unknown_command_hint(const AclUser& user, std::string_view rule) {
  const char sign = rule[0];
  const std::string_view name = rule.substr(1);
  if (name.empty()) return fmt::format("the name must follow `{}` without a blank", sign);
  if (contains(name, ",")) return "write each rule as a word of its own, without commas";
  if (const std::size_t blank = name.find(' '); blank != std::string_view::npos) {
    const auto sub = joined_subcommand(user, name.substr(0, blank), trimmed(name.substr(blank)));
    return sub.empty() ? "a name holds no blanks" : fmt::format("write `{}{}`", sign, sub);
  }
  const ServerMode other = user.mode == ServerMode::data ? ServerMode::sentinel : ServerMode::data;
  if (find_command(name, user.version, other)) {
    return fmt::format("`{}` exists on a {} only: remove this rule here", lower(name),
                       other == ServerMode::sentinel ? "Sentinel" : "data node");
  }
  if (contains(name, "|")) {
    if (auto hint = unknown_subcommand_hint(user, sign, name); !hint.empty()) return hint;
  }
  if (has_category(name, user.modules)) {
    return fmt::format("a category takes `@`: `{}@{}`", sign, lower(name));
  }
  if (known_command(name)) return where_it_exists(lower(name), user);
  if (const auto group = documentation_group(name)) {
    return fmt::format("`{}` {}; write {}", group->name, group->reason, group->advice);
  }
  const auto near = nearest_command(name, user.version, user.mode);
  return near.empty() ? "" : fmt::format("did you mean `{}{}`?", sign, near);
}

std::string unknown_category_hint(const AclUser& user, std::string_view rule) {
  const char sign = rule[0];
  const std::string_view name = rule.substr(2);
  if (contains(name, ",")) return "write each rule as a word of its own, without commas";
  if (const auto group = documentation_group(name)) {
    return sign == '+' || !group->category.empty()
               ? fmt::format("`{}` {}; write `{}`", group->name, group->reason,
                             sign == '+' ? std::string(group->advice)
                                         : fmt::format("-@{}", group->category))
               : fmt::format("`{}` {}: remove this rule", group->name, group->reason);
  }
  if (command_of(user, name)) {
    return fmt::format("`{0}` is a command: `{1}{0}`", lower(name), sign);
  }
  if (has_category(name, true)) {
    return fmt::format("@{} exists where that module is loaded", lower(name));
  }
  const auto near = nearest_category(name);
  return near.empty() ? "" : fmt::format("did you mean `{}@{}`?", sign, near);
}

std::string key_rule_hint(const AclUser& user, std::string_view rule) {
  if (std::ranges::any_of(rule, [](char c) { return c == ' ' || (c >= 9 && c <= 13); })) {
    return "a pattern holds no blanks";
  }
  if (rule[0] == '%' && !has_selectors(user.version)) {
    return "`%R~` and `%W~` exist from Redis 7.0 on: write `~` and the pattern";
  }
  if (rule[0] == '%') return "write `%R~`, `%W~` or `%RW~` before the pattern";
  return {};
}

std::string syntax_hint(const AclUser& user, std::string_view rule, std::string_view previous) {
  if (contains("~%&", rule.substr(0, 1))) return key_rule_hint(user, rule);
  if (rule[0] == '(' && !has_selectors(user.version)) {
    return "selectors exist from Redis 7.0 on";
  }
  if (rule[0] == '(' || rule[0] == ')') return "selectors do not nest, and `)` ends one";
  if (rule == "*") return "`~*` permits every key, `&*` every channel";
  if (rule[0] == '@' && has_category(rule.substr(1), user.modules)) {
    return fmt::format("write `+{0}` to allow, `-{0}` to deny", lower(rule));
  }
  if (contains("+-", rule.substr(0, 1)) && rule.ends_with('|')) {
    return "a subcommand's name must follow the bar";
  }
  if (contains("+-", previous.substr(0, 1)) && previous.size() > 1) {
    const auto sub = joined_subcommand(user, previous.substr(1), rule);
    if (!sub.empty()) return fmt::format("write `{}{}` as one word", previous[0], sub);
  }
  if (command_of(user, rule)) {
    return fmt::format("write `+{0}` to allow, `-{0}` to deny", lower(rule));
  }
  if (has_category(rule, user.modules))
    return fmt::format("a category takes `@`: `+@{}`", lower(rule));
  if (is_database_rule(rule)) {
    return has_database_rules(user.version) ? "write `db=` and numbers, separated by commas"
                                            : "rules for databases exist from Valkey 9.1 on";
  }
  for (const std::string_view word : {"on", "off", "nopass", "resetpass", "reset"}) {
    if (equal_ignoring_case(word, rule)) return "this word stands outside of parentheses only";
  }
  const auto near = nearest(lower(rule), rule_words);
  if (!near.empty()) return fmt::format("did you mean `{}`?", near);

  return "key patterns begin with `~`, channels with `&`, passwords with `>`, commands with `+` or "
         "`-`";
}

}  // namespace

bool is_acl_word(std::string_view rule) {
  const std::string word = lower(rule);
  return is_database_rule(word) || std::ranges::find(rule_words, word) != std::end(rule_words);
}

std::string hint_for(const AclUser& user, std::string_view rule, std::string_view previous,
                     AclErrorKind kind) {
  switch (kind) {
    case AclErrorKind::syntax:
      return syntax_hint(user, rule, previous);
    case AclErrorKind::unknown_command:
      return unknown_command_hint(user, rule);
    case AclErrorKind::unknown_category:
      return unknown_category_hint(user, rule);
    case AclErrorKind::nested_subcommand:
      return "a rule ends with the subcommand";
    case AclErrorKind::pattern_after_all_keys:
      return "every key is permitted already: remove this pattern, or the rule that permits all";
    case AclErrorKind::pattern_after_all_channels:
      return has_selectors(user.version)
                 ? "every channel is permitted already: remove this rule, or the one that permits "
                   "all"
                 : "Redis 6.2 permits every channel to a new user: put `resetchannels` before this";
    case AclErrorKind::bad_hash:
      return "neither redis.conf nor an ACL file knows comments behind a rule; a hash is the "
             "SHA-256 of "
             "the password, 64 digits of 0-9a-f";
    case AclErrorKind::no_such_password:
      return "nothing before this rule adds that password: `<` and `!` remove one, `>` and `#` add "
             "one";
    case AclErrorKind::unmatched_parenthesis:
      return "end the selector with `)`";
    case AclErrorKind::database_range:
      return "the highest number is 2147483647";
  }
  __builtin_unreachable();
}

}  // namespace fairlead::redis
