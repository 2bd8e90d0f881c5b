#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/filled_in.h"
#include "base/name_words.h"
#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "rules/scaler/by_workload.h"

namespace fairlead {
namespace {

/// A name that the program that is scaled is given, and what says so.
struct Known {
  std::string_view name;
  Span at;
  std::string by;
  bool declared = false;
};

struct Kind {
  std::string_view parameter, last, word;  ///< of KEDA, of variables, of messages
};
constexpr Kind stream_kind{"stream", "stream", "stream"};
constexpr Kind group_kind{"consumerGroup", "group", "consumer group"};

/// Whether a variable names the stream or group that its program reads: not one that it writes.
bool names_it(std::string_view variable, std::string_view last) {
  constexpr std::string_view others[] = {"output", "out",  "result",  "results", "dead", "dlq",
                                         "target", "sink", "publish", "failed",  "log",  "events"};
  auto words = name_words(variable);
  if (!words.empty() && (words.back() == "name" || words.back() == "key" || words.back() == "id"))
    words.pop_back();
  if (words.empty() || words.back() != last) return false;
  return std::ranges::none_of(others, [&](std::string_view word) { return has_word(words, word); });
}

/// What fairlead.yaml says that the program takes from: as far as it says so, that is all.
std::vector<Known> declared_streams(const ByWorkload<ClientAt>& clients, const Scaler& scaler) {
  std::vector<Known> known;
  for (const ClientAt* client : items_of(clients, scaler.workload)) {
    if (!client->program) continue;
    if (client->library->id != "stream-worker") return {};
    for (const Written& queue : client->queues)
      known.push_back({queue.text, queue.at, client->program->workload.text, true});
  }
  return known;
}

std::vector<Known> given_names(const Scaler& scaler, const Kind& kind) {
  std::vector<Known> known;
  std::set<std::string_view> names;
  for (const Setting& setting : scaler.settings->settings) {
    if (!names_it(setting.name, kind.last)) continue;
    const std::string_view value = trimmed(setting.value.value);
    // One that is not in view may be the right one.
    if (!setting.value || value.empty() || may_be_filled_in(value)) return {};
    if (names.insert(value).second)
      known.push_back({value, setting.value.span(), std::string(setting.name), false});
  }
  return known;
}

void report(RuleRun& run, const Scaler& scaler, const Kind& kind, const TriggerValue& value,
            const Known& right) {
  const std::string_view name = trimmed(value.text.value);
  Finding& finding =
      run.report(*scaler.resource, value.at.span(),
                 fmt::format("KEDA measures the {} `{}`, and the program that it scales reads `{}`",
                             kind.word, name, right.name));
  finding.caption = fmt::format("another {}", kind.word);
  if (!right.declared) finding.confidence = Confidence::medium;
  add_label(finding, right.at, fmt::format("`{}` of `{}`", right.name, right.by));
  finding.help = fmt::format("write `{}` in both places", right.name);
  finding.fixes.push_back({fmt::format("measure `{}`", right.name),
                           {{inside(run.sources(), value.at), std::string(right.name)}}});
}

void check(RuleRun& run, const ByWorkload<ClientAt>& clients, const Scaler& scaler,
           const Trigger& trigger, const Kind& kind) {
  const TriggerValue* value = trigger.find(kind.parameter);
  if (!value || !value->variable.empty()) return;
  const std::string_view name = trimmed(value->text.value);
  if (name.empty() || may_be_filled_in(name)) return;
  std::vector<Known> known;
  if (&kind == &stream_kind) known = declared_streams(clients, scaler);
  if (known.empty() && scaler.settings) known = given_names(scaler, kind);
  const bool is_one = known.size() == 1 || (!known.empty() && known.front().declared);
  if (!is_one)
    return run.unknown(value->at.span(), fmt::format("{} `{}`", kind.word, name),
                       "what the program reads is not known");
  run.answered();
  const auto is_read = [&](std::string_view text) {
    return std::ranges::find(known, trimmed(text), &Known::name) != known.end();
  };
  // Beside a trigger that fits, another one is for what the program is not told by a variable.
  const bool fits = std::ranges::any_of(scaler.triggers, [&](const Trigger& other) {
    const TriggerValue* own = other.find(kind.parameter);
    return own && is_read(own->text.value) && !known.front().declared;
  });
  if (!fits && !is_read(name)) report(run, scaler, kind, *value, known.front());
}

}  // namespace

void rule_scaler_stream_differs(RuleRun& run) {
  const ByWorkload<ClientAt> clients = by_workload(run.facts().clients);
  for (const Scaler& scaler : run.facts().scalers) {
    for (const Trigger& trigger : scaler.triggers) {
      if (!trigger.redis || !trigger.redis->streams || scaler.resource->partial) continue;
      check(run, clients, scaler, trigger, stream_kind);
      check(run, clients, scaler, trigger, group_kind);
    }
  }
}

}  // namespace fairlead
