#include "rules/redis/acl_lack.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/server/acl.h"
#include "lint/words.h"
#include "wiring/logins.h"

namespace fairlead {
namespace {

using redis::Verdict;

/// The edit that adds rules where they count last: behind the others, but before a password, which
/// no fix repeats.
std::optional<Edit> addition(const SourceMap& sources, const AclUserLine& user,
                             const std::string& rules) {
  if (user.rules.empty() || contains(rules, "<")) return std::nullopt;  // `~<key>`: to be filled in
  const Token& last = user.rules.back();
  if (sources.text(last.at) != last.text) return std::nullopt;
  if (last.text.find_first_of("><#!") == 0) return Edit{last.at.part(0, 0), rules + " "};
  return Edit{last.at, fmt::format("{} {}", last.text, rules)};
}

std::string message_of(const AclUserLine& user, const AclLack& lack) {
  std::vector<std::string> reasons;
  for (const auto& [reason, commands] : lack.denials) {
    reasons.push_back(fmt::format("{} {}", reason, joined(commands, ", ")));
  }
  std::string message =
      fmt::format("user `{}` {}, which {} needs", user.name.text, joined(reasons, " and "),
                  lack.needed_by.empty() ? "its program" : joined(lack.needed_by, " and "));
  if (!lack.effects.empty()) message += fmt::format(": {}", joined(lack.effects, "; "));
  return message;
}

}  // namespace

void add_once(std::vector<std::string>& words, std::string word) {
  if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
}

void add_user(AclLack& lack, Span at, std::string who) {
  const bool known = std::ranges::any_of(
      lack.users, [&](const auto& user) { return user.first == at && user.second == who; });
  if (!known) lack.users.emplace_back(at, std::move(who));
}

std::string reason_of(const redis::Decision& decision) {
  switch (decision.verdict) {
    case Verdict::command:
      return "may not run";
    case Verdict::key:
      return decision.name.empty() ? "may touch no key with"
                                   : fmt::format("may not touch the key `{}` with", decision.name);
    case Verdict::channel:
      return fmt::format("may not use the channel `{}` with", decision.name);
    case Verdict::database:
      return fmt::format("may not use the database {} with", decision.name);
    case Verdict::allowed:
    case Verdict::error:
      return {};
  }
  __builtin_unreachable();
}

void add_library_lack(AclLack& lack, const RuleRun& run, const AclUserLine& user, LackKind kind) {
  const auto found = logins(run.facts(), run.connections(), user);
  for (const LibraryLack& each : library_lacks(user, run.facts().config->programs, found)) {
    if (each.kind != kind) continue;
    std::string command = upper(each.lack.command);
    std::ranges::replace(command, '|', ' ');
    add_once(lack.denials[reason_of(each.lack.decision)], fmt::format("`{}`", command));
    if (!each.lack.token.empty()) add_once(lack.tokens, each.lack.token);
    lack.goes_on = lack.goes_on && each.lack.commands->goes_on;
    add_once(lack.needed_by, std::string(each.library->title));
    add_once(lack.clients, std::string(each.library->id));
    if (!each.lack.commands->without.empty())
      add_once(lack.effects, std::string(each.lack.commands->without));
    add_user(lack, each.at, each.who);
  }
}

AclLack library_lack(const RuleRun& run, const AclUserLine& user, LackKind kind) {
  AclLack lack;
  add_library_lack(lack, run, user, kind);
  return lack;
}

void report_lack(RuleRun& run, const AclUserLine& user, const AclLack& lack) {
  const std::string message = message_of(user, lack);
  Finding& finding = run.report(user.resource, user.at, message);
  finding.caption = lack.caption;
  if (lack.goes_on) finding.severity = std::min(finding.severity, Severity::warning);
  for (const auto& [at, who] : lack.users) add_label(finding, at, who);
  if (lack.tokens.empty()) return;
  const std::string tokens = joined(lack.tokens, " ");
  finding.help = fmt::format("add `{}` at the end", tokens);
  if (lack.clients.size() == 1) {
    finding.help +=
        fmt::format("; `fairlead acl suggest --client {}` prints the whole line", lack.clients[0]);
  }
  if (const std::optional<Edit> edit = addition(run.sources(), user, tokens)) {
    finding.fixes.push_back({fmt::format("add `{}`", tokens), {*edit}});
  }
}

void report_library_lacks(RuleRun& run, LackKind kind, std::string_view caption) {
  for (const AclUserLine& user : run.facts().redis.acl_users) {
    if (user.reader == AclReader::sentinel) continue;
    AclLack lack = library_lack(run, user, kind);
    if (lack.denials.empty()) continue;
    lack.caption = caption;
    report_lack(run, user, lack);
  }
}

}  // namespace fairlead
