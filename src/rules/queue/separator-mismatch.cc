#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// The name without what its separators are: `a-b`, `a:b` and `a_b` are one.
std::string skeleton(std::string_view name) {
  std::string bare(name);
  for (char& c : bare) {
    if (contains("-_:./", std::string_view(&c, 1))) c = ' ';
  }
  return bare;
}

bool is_earlier(const SourceMap& sources, const QueueName* a, const QueueName* b) {
  const auto place = [&](const QueueName* queue) {
    return std::tuple(!queue->declared, std::string_view(sources.name(queue->at.source)),
                      queue->at.begin);
  };
  return place(a) < place(b);
}

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

using Group = std::vector<const QueueName*>;

/// What the code is declared to use is right, else what comes first; of the rest, this unit's are
/// reported.
void check(RuleRun& run, Group group, const QueueName* end_of_own) {
  std::sort(group.begin(), group.end(), [&](const QueueName* a, const QueueName* b) {
    return is_earlier(run.sources(), a, b);
  });
  const QueueName& right = *group.front();
  for (const QueueName* queue : group) {
    if (queue == &right || queue >= end_of_own) continue;
    run.answered();
    // Several declared names may share a skeleton: each is right.
    const bool known =
        !queue->declared && std::any_of(group.begin(), group.end(), [&](auto* other) {
          return other->declared && other->text == queue->text;
        });
    if (!known && queue->text != right.text) report(run, *queue, right);
  }
}

}  // namespace

void rule_queue_separator_mismatch(RuleRun& run) {
  const std::vector<QueueName> queues = run.world().queues();  // this unit's first
  std::map<std::string, Group> groups;
  for (const QueueName& queue : queues) groups[skeleton(queue.text)].push_back(&queue);
  const QueueName* end_of_own = queues.data() + run.model().queues.size();
  for (auto& [name, group] : groups) check(run, std::move(group), end_of_own);
}

}  // namespace fairlead
