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

/// Names that are one without their separators.
struct Group {
  std::vector<const QueueName*> own, all;
};

/// What the code is declared to use is right, else what comes first; of the rest, this unit's are
/// reported.
void check(RuleRun& run, const Group& group) {
  const auto earlier = [&](const QueueName* a, const QueueName* b) {
    return is_earlier(run.sources(), a, b);
  };
  const QueueName& right = **std::min_element(group.all.begin(), group.all.end(), earlier);
  for (const QueueName* queue : group.own) {
    if (queue == &right) continue;
    run.answered();
    // Several declared names may share a skeleton: each is right.
    const bool known =
        !queue->declared && std::any_of(group.all.begin(), group.all.end(), [&](auto* other) {
          return other->declared && other->text == queue->text;
        });
    if (!known && queue->text != right.text) report(run, *queue, right);
  }
}

}  // namespace

void rule_queue_separator_mismatch(RuleRun& run) {
  const std::size_t own = run.facts().queues.size();
  if (own == 0) return;
  const std::vector<const QueueName*> queues = run.world().queues();  // this unit's first
  std::map<std::string, Group> groups;
  for (std::size_t i = 0; i < queues.size(); ++i) {
    if (i < own) groups[skeleton(queues[i]->text)].own.push_back(queues[i]);
    const auto group = groups.find(skeleton(queues[i]->text));
    if (group != groups.end()) group->second.all.push_back(queues[i]);
  }
  for (const auto& [name, group] : groups) check(run, group);
}

}  // namespace fairlead
