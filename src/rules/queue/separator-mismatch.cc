#include <fmt/format.h>

#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// The bytes of a name without the quotes around it; nothing where it is written in another way.
std::optional<Span> name_bytes(const SourceMap& sources, const QueueName& queue) {
  const std::string_view written = sources.text(queue.at);
  const std::size_t begin = written.find(queue.text);
  if (begin > 1) return std::nullopt;
  return queue.at.part(begin, begin + queue.text.size());
}

void report(RuleRun& run, const QueueName& wrong, const QueueName& right) {
  Finding& finding = run.report(
      wrong.at,
      fmt::format("queue `{}` differs from `{}` only in its separators: {}", wrong.text, right.text,
                  right.declared ? "the program uses another queue"
                                 : "what goes into one is never taken from the other"));
  finding.resource = wrong.user;
  if (!right.declared) finding.confidence = Confidence::medium;
  finding.caption = "another queue";
  add_label(
      finding, right.at,
      fmt::format("`{}` {}", right.text, right.declared ? "is what the program uses" : "here"));
  finding.help = fmt::format("write `{}` in both places", right.text);
  if (wrong.declared) return;  // what the code does is not changed by renaming it in fairlead.yaml
  if (const std::optional<Span> at = name_bytes(run.sources(), wrong)) {
    finding.fixes.push_back({fmt::format("use `{}`", right.text), {{*at, right.text}}});
  }
}

}  // namespace

// What the code is declared to use is right, else what comes first; several declared names may be
// alike, and each is right.
void rule_queue_separator_mismatch(RuleRun& run) {
  for (const QueueName& queue : run.world().queues()) {
    const AlikeQueues& alike = run.world().queues_like(queue);
    const QueueName& right = run.world().first_of(alike);
    if (queue.declared == right.declared && queue.at == right.at) continue;
    run.answered();
    const bool known = !queue.declared && alike.declared.contains(queue.text);
    if (!known && queue.text != right.text) report(run, queue, right);
  }
}

}  // namespace fairlead
