#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/name_words.h"
#include "base/text.h"
#include "deploy/types/chart_faults.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

using Slip = UnreadValue::Slip;

/// Words of keys that say where a program connects to and as whom. Of others that nothing reads,
/// and that no slip explains, every second chart has some, and nothing breaks.
constexpr std::string_view connecting[] = {
    "addr",  "address",  "auth", "broker", "brokers", "dsn",      "endpoint", "host",
    "hosts", "password", "port", "queue",  "queues",  "redis",    "secret",   "sentinel",
    "token", "topic",    "uri",  "url",    "user",    "username", "valkey",
};

bool is_connecting(std::string_view key) {
  return std::ranges::any_of(name_words(key), [](const std::string& word) {
    return std::ranges::find(connecting, word) != std::end(connecting);
  });
}

/// Whether a key below one that nothing reads is worth the words: ports, users that a pod runs as,
/// and annotations are in every chart.
bool is_loss(const std::string& key) {
  static constexpr std::string_view common[] = {"port", "hosts"};
  if (contains(key, "/") || key.starts_with("runAs")) return false;
  const std::vector<std::string> words = name_words(key);
  return std::ranges::none_of(common,
                              [&](std::string_view word) { return has_word(words, word); }) &&
         is_connecting(key);
}

bool is_connecting(const UnreadValue& unread) {
  return is_connecting(std::string_view(unread.path).substr(unread.path.rfind('.') + 1)) ||
         std::ranges::any_of(unread.leaves, is_loss);
}

/// What that means for what lies below, where its own name does not say it.
std::string lost(const UnreadValue& unread) {
  std::vector<std::string> keys;
  for (const std::string& key : unread.leaves)
    if (is_loss(key)) keys.push_back(key);
  if (keys.empty()) return "it changes nothing";
  return fmt::format("{} in it change{} nothing", some_names(keys), keys.size() == 1 ? "s" : "");
}

std::string message(const UnreadValue& unread) {
  switch (unread.slip) {
    case Slip::none:
      return fmt::format("no template reads `{}`, so {}", unread.path, lost(unread));
    case Slip::spelling:
      return fmt::format("no template reads `{}`, so it changes nothing", unread.path);
    case Slip::elsewhere:
      return fmt::format("no template reads `{}`, so it changes nothing", unread.moved);
    case Slip::alias:
      return fmt::format("nothing reads `{}`: the dependency is called `{}` here", unread.path,
                         unread.near);
    case Slip::condition:
      return fmt::format(
          "nothing reads `{}`: no condition in Chart.yaml names it, so `{}` is always installed",
          unread.path, unread.near);
  }
  __builtin_unreachable();
}

std::string help(const UnreadValue& unread) {
  switch (unread.slip) {
    case Slip::none:
      return "take it away, or read it in a template";
    case Slip::spelling:
    case Slip::elsewhere:
      return fmt::format("did you mean `{}`?", unread.near);
    case Slip::alias:
      return fmt::format("write it below `{}`", unread.near);
    case Slip::condition:
      return fmt::format("add `condition: {}` to the dependency", unread.path);
  }
  __builtin_unreachable();
}

/// Whether a values file lies outside of the chart: others may be given it, too, and read the rest.
bool is_shared(const RuleRun& run, const UnreadValue& unread) {
  const Span written = run.sources().blame(unread.at).edit;
  return !lies_below(run.sources().name(written.source),
                     directory_of(run.facts().unit->files.front()->path));
}

bool is_telling(const UnreadValue& unread) {
  return unread.slip != Slip::none && (unread.slip != Slip::condition || unread.is_off);
}

}  // namespace

void rule_helm_value_never_read(RuleRun& run) {
  if (!run.facts().chart_faults) return;
  for (const UnreadValue& unread : run.facts().chart_faults->unread) {
    if (unread.slip == Slip::none && (!is_connecting(unread) || is_shared(run, unread))) continue;
    Finding& finding = run.report(unread.at, message(unread));
    if (!is_telling(unread)) finding.severity = Severity::note;
    finding.help = help(unread);
    finding.path = unread.path;
    if (unread.near_at.is_place()) add_label(finding, unread.near_at, "the dependency");
  }
}

}  // namespace fairlead
