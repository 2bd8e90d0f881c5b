#include <fmt/format.h>

#include "base/text.h"
#include "facts/server/acl.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "rules/redis/acl_words.h"

namespace fairlead {
namespace {

using redis::AclError;
using redis::AclErrorKind;

/// A `#` that opens a comment where none may stand: all behind it is one mistake.
bool opens_comment(const AclUserLine& user, const AclError& error) {
  constexpr std::size_t longest_word = 32;
  const std::string_view rule = user.rules[error.token].text;
  if (error.kind != AclErrorKind::bad_hash || rule.size() >= longest_word) return false;
  if (!rule.starts_with('#')) return false;
  // `#word ~* +@all`: a password that is taken for its hash.
  if (rule.size() == 1 || error.token + 1 == user.rules.size()) return true;
  const std::string_view next = user.rules[error.token + 1].text;
  return !contains("+-~&%><", next.substr(0, 1)) && !redis::is_acl_word(next);
}

/// What an ACL file does not know although redis.conf does.
std::string_view file_hint(const AclUserLine& user, std::string_view rule) {
  if (user.place != ConfigPlace::acl_file) return {};
  if (contains(rule, "\t")) return "a tab separates nothing in an ACL file: write one blank";
  const bool quoted = contains(rule, "\"") || rule.starts_with('\'');
  return quoted ? "an ACL file knows no quotes: write the rule without them" : "";
}

Finding& report_at(RuleRun& run, const AclUserLine& user, Span at, std::string message) {
  return run.report(user.resource, at, std::move(message));
}

void report(RuleRun& run, const AclUserLine& user, const AclError& error) {
  const Token& token = user.rules[error.token];
  const std::string_view rule = token.text.substr(error.begin, error.end - error.begin);
  // A quoted token's bytes are not those of its text.
  const bool plain = run.sources().text(token.at) == token.text;
  const Span at = plain ? token.at.part(error.begin, error.end) : token.at;
  Finding& finding =
      report_at(run, user, at,
                fmt::format("{}, {}", what_is_wrong(error.kind, rule), consequence(user.place)));
  finding.caption = caption(user, error);
  const std::string_view hint = file_hint(user, rule);
  finding.help = hint.empty() ? error.hint : std::string(hint);
  const std::string near = nearest_rule(user, error.kind, rule);
  if (plain && !near.empty()) {
    finding.fixes.push_back({fmt::format("write `{}`", near), {{at, near}}});
  }
}

void report_comment(RuleRun& run, const AclUserLine& user, const AclError& error) {
  Span at = user.rules[error.token].at;
  at.end = user.rules.back().at.end;
  Finding& finding = report_at(
      run, user, at,
      fmt::format("no comment may stand behind the rules of a user, {}", consequence(user.place)));
  finding.caption = caption(user, error);
  finding.help = user.place == ConfigPlace::acl_file
                     ? "remove it: an ACL file knows no comments at all"
                     : "give the comment a line of its own";
}

/// `user  NAME` in an ACL file: redis/acl-refuses-start says it.
bool is_misplaced_name(const AclUserLine& user, const AclError& error) {
  return user.place == ConfigPlace::acl_file && user.name.text.empty() && error.token == 0;
}

}  // namespace

void rule_redis_acl_syntax(RuleRun& run) {
  for (const AclUserLine& user : run.facts().redis.acl_users) {
    run.answered();
    for (const AclError& error : read_acl_user(user).errors) {
      if (is_misplaced_name(user, error)) continue;
      if (opens_comment(user, error)) {
        report_comment(run, user, error);
        break;
      }
      report(run, user, error);
    }
  }
}

}  // namespace fairlead
