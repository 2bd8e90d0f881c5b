#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "lint/rule_run.h"

namespace fairlead {
namespace {

/// The name without what its separators are: `a-b`, `a:b` and `a_b` are one.
std::string skeleton(std::string_view name) {
  std::string bare(name);
  for (char& c : bare) {
    if (std::string_view("-_:./").find(c) != std::string_view::npos) c = ' ';
  }
  return bare;
}

std::string_view text_of(const QueueName& queue) { return queue.text.value; }

/// The one of a group that the others are held against: what the code is declared to use, or the
/// first.
const QueueName& standard(const std::vector<const QueueName*>& group) {
  const auto declared = std::find_if(group.begin(), group.end(),
                                     [](const QueueName* queue) { return queue->declared; });
  return declared == group.end() ? *group.front() : **declared;
}

std::string consequence(const QueueName& right) {
  return right.declared ? "the program uses another queue"
                        : "what goes into one is never taken from the other";
}

void report(RuleRun& run, const QueueName& wrong, const QueueName& right) {
  const std::string message = fmt::format("queue `{}` differs from `{}` only in its separators: {}",
                                          text_of(wrong), text_of(right), consequence(right));
  Finding& finding = wrong.workload ? run.report(*wrong.workload->resource, wrong.at, message)
                                    : run.report(wrong.at, message);
  if (!right.declared) finding.confidence = Confidence::medium;
  finding.caption = "another queue";
  finding.labels.push_back(
      {right.at, right.declared ? fmt::format("the program is declared to use `{}`", text_of(right))
                                : fmt::format("`{}` here", text_of(right))});
  finding.help = fmt::format("write `{}` in both places", text_of(right));
  const Span at = wrong.text ? wrong.text.span(run.sources(), 0, text_of(wrong).size()) : wrong.at;
  finding.fixes.push_back(
      {fmt::format("use `{}`", text_of(right)), {{at, std::string(text_of(right))}}});
}

}  // namespace

void rule_queue_separator_mismatch(RuleRun& run) {
  std::map<std::string, std::vector<const QueueName*>> groups;
  for (const QueueName& queue : run.model().queues) {
    if (!text_of(queue).empty()) groups[skeleton(text_of(queue))].push_back(&queue);
  }
  for (const auto& [name, group] : groups) {
    const QueueName& right = standard(group);
    for (const QueueName* queue : group) {
      if (queue == &right) continue;
      run.answered();
      // What the code is declared to use may be several names of one skeleton: each is right.
      const bool known = std::any_of(group.begin(), group.end(), [&](const QueueName* other) {
        return other->declared && !queue->declared && text_of(*other) == text_of(*queue);
      });
      if (!known && text_of(*queue) != text_of(right)) report(run, *queue, right);
    }
  }
}

}  // namespace fairlead
