#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "model/acl.h"

namespace fairlead {
namespace {

using redis::Decision;
using redis::Verdict;
using Words = std::vector<std::string>;

/// What a user lacks for all that its programs do.
struct Lack {
  std::map<std::string, Words> denials;  ///< "may not run" → `GET`, `SET`
  Words tokens;                          ///< to add, in order
  std::vector<const Program*> programs;
};

std::string reason_of(const Decision& decision) {
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

void add_once(Words& words, std::string word) {
  if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
}

/// Adds what the command is refused for, one thing after the other, as if each were then permitted.
bool add_command(RuleRun& run, const AclUserLine& user, const Program& program,
                 const Written& command, Lack& lack) {
  constexpr int most_reasons = 8;
  Words added;
  for (int i = 0; i < most_reasons; ++i) {
    const std::vector<std::string_view> more(added.begin(), added.end());
    const Decision decision = may_run(read_acl_user(user, more), program, command.text);
    if (decision.verdict == Verdict::error) {
      run.unknown(command.at, fmt::format("command `{}`", command.text), decision.name);
      return i > 0;
    }
    if (i == 0) run.answered();
    if (decision.allowed()) return i > 0;
    add_once(lack.denials[reason_of(decision)], fmt::format("`{}`", upper(command.text)));
    if (decision.missing_token.empty() || decision.selector != 0) return true;
    added.push_back(decision.missing_token);
    add_once(lack.tokens, decision.missing_token);
  }
  return true;
}

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

void report(RuleRun& run, const AclUserLine& user, const Lack& lack) {
  Words reasons;
  for (const auto& [reason, commands] : lack.denials) {
    reasons.push_back(fmt::format("{} {}", reason, joined(commands, ", ")));
  }
  const std::string message = fmt::format("user `{}` {}, which its program needs", user.name.text,
                                          joined(reasons, " and "));
  Finding& finding =
      user.resource ? run.report(*user.resource, user.at, message) : run.report(user.at, message);
  finding.caption = "these rules do not permit it";
  for (const Program* program : lack.programs) {
    add_label(finding, program->user->at,
              fmt::format("`{}` logs in as this user", program->workload.text));
  }
  if (lack.tokens.empty()) return;
  const std::string tokens = joined(lack.tokens, " ");
  finding.help = fmt::format("add `{}` at the end", tokens);
  if (const std::optional<Edit> edit = addition(run.sources(), user, tokens)) {
    finding.fixes.push_back({fmt::format("add `{}`", tokens), {*edit}});
  }
}

}  // namespace

void rule_redis_acl_denies_command(RuleRun& run) {
  for (const AclUserLine& user : run.model().acl_users) {
    if (is_sentinel_place(user.place)) continue;
    Lack lack;
    for (const Program& program : run.model().config->programs) {
      if (!program.user || program.user->text != user.name.text) continue;
      bool lacks = false;
      for (const Written& command : program.commands) {
        lacks |= add_command(run, user, program, command, lack);
      }
      if (lacks) lack.programs.push_back(&program);
    }
    if (!lack.denials.empty()) report(run, user, lack);
  }
}

}  // namespace fairlead
