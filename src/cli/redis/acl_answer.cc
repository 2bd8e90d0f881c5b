#include "cli/redis/acl_answer.h"

#include <fmt/format.h>

#include <set>

#include "base/text.h"
#include "report/inert.h"

namespace fairlead {
namespace {

using redis::AclExplanation;
using redis::AclReason;
using redis::Verdict;
using redis::Version;

std::string what(const AclReason& reason) {
  switch (reason.about) {
    case AclReason::About::command:
      return "the command";
    case AclReason::About::key:
      return fmt::format("the key `{}`", reason.name);
    case AclReason::About::channel:
      return fmt::format("the channel `{}`", reason.name);
    case AclReason::About::database:
      return fmt::format("the database {}", reason.name);
  }
  __builtin_unreachable();
}

}  // namespace

std::string place_in(const SourceMap& sources, Span at) {
  const Span written = sources.blame(at).edit;
  const Position position = sources.position(written.source, written.begin);
  const std::uint32_t begin = written.begin - (position.column - 1);
  return fmt::format("{}:{}:{}", sources.name(written.source), position.line,
                     code_points(sources.text({written.source, begin, written.begin})) + 1);
}

std::string quoted_rule(std::string_view rule) {
  std::string shown = shown_rule(rule);
  return shown.empty() ? "this word" : shown;
}

RenamedCommands renamed_commands(const CheckedAcl& checked, SourceId source) {
  const Facts& facts = *checked.file.facts;
  if (checked.start) return {facts, std::nullopt};
  std::set<SourceId> sources;
  for (const Directive& line : facts.redis.directives) sources.insert(line.source);
  // An ACL file is of the server whose configuration is in view, where it is only one.
  if (!sources.contains(source) && sources.size() == 1) source = *sources.begin();
  return {facts, source};
}

void print_gone(const CheckedAcl& checked, Version version, const Directive& line) {
  checked.lines.print(fmt::format("denied: {} refuses `{}` to everybody: unknown command",
                                  name(version), upper(checked.options.command.front())));
  // The new name is not told: it may be meant to be a secret.
  checked.lines.print(
      fmt::format("  {}: rename-command {}", place_in(*checked.file.sources, line.at),
                  line.words[2].text.empty() ? "takes it away" : "gives it another name"));
}

AclAnswer::AclAnswer(const CheckedAcl& checked, const AclUserLine& user)
    : checked_(checked),
      file_(checked.file),
      lines_(checked.lines),
      user_(user),
      command_(renamed_commands(checked, user.source).meaning(checked.options.command.front())),
      settings_(acl_settings(user)) {
  for (const Token& rule : user.rules) rules_.push_back(rule.text);
  argv_.assign(checked.options.command.begin(), checked.options.command.end());
  argv_.front() = command_.original;
}

bool AclAnswer::truncated() const {
  return redis::parse_acl_user(rules_, version(), settings_).truncated;
}

std::vector<redis::AclError> AclAnswer::errors() const {
  auto errors = redis::parse_acl_user(rules_, version(), settings_).errors;
  std::erase_if(errors, [&](const redis::AclError& error) {
    return may_be_of_module(user_, error, rules_[error.token].substr(error.begin));
  });
  return errors;
}

int AclAnswer::print() const {
  if (is_gone(command_)) {
    print_gone(checked_, version(), *command_.line);
    return 1;
  }
  const AclExplanation why = redis::explain(rules_, version(), settings_, argv_);
  print(why);
  print_state();
  return why.decision.allowed() ? 0 : 1;
}

void AclAnswer::print_refused(const std::vector<redis::AclError>& errors) const {
  fmt::print("refused: {} does not take the rules of {}\n", name(version()), who());
  for (const redis::AclError& error : errors) {
    const Token& token = user_.rules[error.token];
    const std::string_view rule = token.text.substr(error.begin, error.end - error.begin);
    lines_.print(fmt::format("  {}: {}: {}{}{}", place(error.token, error.begin, error.end),
                             quoted_rule(rule), error.message, error.hint.empty() ? "" : "; ",
                             error.hint));
  }
}

void AclAnswer::print_other_versions() const {
  const auto answer = [&](Version version) {
    const redis::AclUser user = redis::parse_acl_user(rules_, version, settings_);
    if (!user.errors.empty()) return std::string("refuses the rules");
    if (checked_.starts && !checked_.starts(version)) return std::string("does not start");
    if (is_gone(command_)) return std::string("refuses it to everybody");
    const redis::Decision decision = redis::evaluate(user, argv_);
    if (decision.verdict == Verdict::error) return std::string("refuses it to everybody");
    return std::string(decision.allowed() ? "allows it" : "denies it");
  };
  const std::string own = answer(assumed_version);
  std::vector<std::string> others;
  for (const Version version : redis::all_versions()) {
    const std::string other = answer(version);
    if (other != own) others.push_back(fmt::format("{} {}", name(version), other));
  }
  fmt::print("  no version is known: {} is assumed (--redis names another); {}\n",
             name(assumed_version),
             others.empty() ? std::string("every other one decides the same")
                            : "but " + joined(others, ", "));
}

std::string AclAnswer::place(std::size_t token, std::uint32_t begin, std::uint32_t end) const {
  const Span at = user_.rules[token].at;
  const bool plain = file_.sources->text(at) == user_.rules[token].text;
  return place(plain ? at.part(begin, end) : at);
}

std::string AclAnswer::who() const {
  return fmt::format("user `{}`", inert(shown_word(user_.name.text)));
}

std::string AclAnswer::command() const {
  std::string words = lower(checked_.options.command.front());
  if (argv_.size() > 1 && redis::known_command(command_.original + "|" + lower(argv_[1])))
    words += " " + lower(argv_[1]);
  return upper(words);
}

void AclAnswer::print(const AclExplanation& why) const {
  const bool allowed = why.decision.allowed();
  if (why.decision.verdict == Verdict::error) return print_refused_command(why.decision);
  fmt::print("{}: {} {} run `{}` ({})\n", allowed ? "allowed" : "denied", who(),
             allowed ? "may" : "may not", inert(command()), name(version()));
  for (const AclReason& reason : why.reasons) print(reason);
  if (allowed || why.tokens.empty()) return;
  if (equal_ignoring_case(argv_.front(), "psubscribe"))
    fmt::print("  what PSUBSCRIBE is given must stand in a rule letter for letter\n");
  const Span last =
      file_.sources->blame(user_.rules.empty() ? user_.name.at : user_.rules.back().at).edit;
  lines_.print(fmt::format("  to allow it, add at the end of the line ({}): {}",
                           place({last.source, last.end, last.end}), joined(why.tokens, " ")));
}

void AclAnswer::print_refused_command(const redis::Decision& decision) const {
  const std::string_view near =
      redis::known_command(argv_.front())
          ? std::string_view()
          : redis::nearest_command(argv_.front(), version(), settings_.mode);
  lines_.print(fmt::format(
      "denied: {} refuses `{}` to everybody: {}{}", name(version()), command(), decision.name,
      near.empty() ? std::string() : fmt::format("; did you mean `{}`?", upper(near))));
}

void AclAnswer::print(const AclReason& reason) const {
  if (reason.rule) {
    const auto& rule = *reason.rule;
    const bool key = reason.about == AclReason::About::key;
    const char* verb = reason.permits ? "permits"
                       : key          ? "does not permit enough of"
                                      : "takes away";
    lines_.print(fmt::format("  {}: {} {} {}", place(rule.token, rule.begin, rule.end),
                             quoted_rule(rule.text), verb, what(reason)));
  } else if (reason.permits) {
    lines_.print(
        fmt::format("  {}: {} is permitted without a rule", place(user_.name.at), what(reason)));
  } else {
    lines_.print(fmt::format("  {}: no rule permits {}", place(user_.at), what(reason)));
  }
}

void AclAnswer::print_state() const {
  const redis::AclUser user = redis::parse_acl_user(rules_, version(), settings_);
  if (user.can_log_in()) return;
  fmt::print("  note: nobody can log in as `{}`: {}\n", inert(shown_word(user_.name.text)),
             user.enabled ? "it has no password and no `nopass`" : "it is off");
}

}  // namespace fairlead
