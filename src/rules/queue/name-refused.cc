#include <fmt/format.h>

#include "base/regex.h"
#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "redis/config/directive_values.h"

namespace fairlead {
namespace {

using redis::ClientLibrary;
using redis::QueueNameRule;

std::string what_remains(const Regex& drops, std::string_view name) {
  std::string rest;
  for (const char& c : name) {
    if (!drops.found_in(std::string_view(&c, 1))) rest += c;
  }
  return rest;
}

/// The numbers that a version begins with.
std::vector<std::int64_t> numbers_of(std::string_view version) {
  std::vector<std::int64_t> numbers;
  for (const std::string_view part : split(version, '.')) {
    const auto number = redis::parse_integer(part);
    if (!number) break;
    numbers.push_back(*number);
  }
  return numbers;
}

/// Whether every version that is meant lies before `since`: `^4.12.0`, `~5.11`, `5.4.0`.
bool is_before(std::string_view meant, std::string_view since) {
  const std::size_t sign = meant.starts_with('^') || meant.starts_with('~') ? 1 : 0;
  const std::size_t kept = sign == 0 ? 3 : meant.starts_with('^') ? 1 : 2;
  const auto plain = meant.substr(sign);
  if (since.empty() || plain.find_first_not_of("0123456789.") != plain.npos) return false;
  auto numbers = numbers_of(plain), first = numbers_of(since);
  numbers.resize(std::min(kept, numbers.size()));
  first.resize(std::min(numbers.size(), first.size()));
  return !numbers.empty() && numbers < first;
}

/// Whether the library is so old where the program runs that it takes every name.
bool takes_any_name(const RuleRun& run, const Program& program, const ClientLibrary& library) {
  bool found = false, old = true;
  for (const ClientAt& client : run.facts().clients) {
    if (client.program != &program || client.library != &library) continue;
    found = true;
    old = old && is_before(client.version, library.queue_names.since);
  }
  return found && old;
}

void check(RuleRun& run, const ClientLibrary& library, const Written& queue) {
  const QueueNameRule& rule = library.queue_names;
  if (!rule.drops.empty()) {
    const std::string rest = what_remains(Regex(rule.drops), queue.text);
    if (rest == queue.text) return run.answered();
    Finding& finding =
        run.report(queue.at, fmt::format("{} makes `{}` of the queue name `{}` without a word",
                                         library.title, rest, queue.text));
    finding.severity = Severity::warning;
    finding.help = fmt::format("write `{}`, which is what it is called", rest);
    return;
  }
  if (rule.pattern.empty()) return;
  if (Regex(rule.pattern).found_in(queue.text)) return run.answered();
  std::string message = fmt::format("{} refuses the queue name `{}`", library.title, queue.text);
  if (!rule.refusal.empty()) message += fmt::format(": `{}`", rule.refusal);
  if (!rule.since.empty()) message += fmt::format(" (since {})", rule.since);
  Finding& finding = run.report(queue.at, message);
  finding.caption = "no name that it takes";
  finding.help = fmt::format("choose a name that matches `{}`, at both ends", rule.pattern);
}

}  // namespace

void rule_queue_name_refused(RuleRun& run) {
  for (const Program& program : run.facts().config->programs) {
    for (const UsedClient& used : program.uses) {
      if (takes_any_name(run, program, *used.library)) continue;
      for (const auto* names : {&program.queues, &program.consumes, &program.produces}) {
        for (const Written& queue : *names) check(run, *used.library, queue);
      }
    }
  }
  for (const ClientAt& client : run.facts().clients) {
    const bool old = is_before(client.version, client.library->queue_names.since);
    if (client.evidence == ClientEvidence::declared || old) continue;
    for (const Written& queue : client.queues) check(run, *client.library, queue);
  }
}

}  // namespace fairlead
