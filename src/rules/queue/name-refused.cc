#include <fmt/format.h>

#include "base/regex.h"
#include "lint/rule_run.h"
#include "lint/words.h"

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
  finding.help = fmt::format("names must match `{}`", rule.pattern);
}

}  // namespace

void rule_queue_name_refused(RuleRun& run) {
  for (const Program& program : run.model().config->programs) {
    for (const UsedClient& used : program.uses) {
      for (const auto* names : {&program.queues, &program.consumes, &program.produces}) {
        for (const Written& queue : *names) check(run, *used.library, queue);
      }
    }
  }
  for (const ClientAt& client : run.model().clients) {
    if (client.evidence == ClientEvidence::declared) continue;
    for (const Written& queue : client.queues) check(run, *client.library, queue);
  }
}

}  // namespace fairlead
