#include <fmt/format.h>

#include <algorithm>

#include "base/filled_in.h"
#include "base/text.h"
#include "client/client_needs.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "redis/acl/acl.h"
#include "rules/scaler/by_workload.h"

namespace fairlead {
namespace {

/// The keys in which a program's jobs wait, `*` where a prefix or a queue is not known.
std::vector<std::string> waiting_keys(const ClientAt& client) {
  std::vector<std::string> keys;
  for (const std::string_view pattern : client.library->waiting) {
    if (client.queues.empty())
      keys.push_back(redis::filled_name(pattern, client.prefix.value_or("*"), "*"));
    for (const Written& queue : client.queues)
      keys.push_back(redis::filled_name(pattern, client.prefix.value_or("*"), queue.text));
  }
  return keys;
}

/// What would be counted rightly: the list of each queue, where these are known.
std::vector<std::string> lists_of(const ClientAt& client) {
  std::vector<std::string> lists;
  if (client.library->waiting.empty()) return lists;
  const std::string prefix = client.prefix.value_or(std::string(client.library->prefix));
  for (const Written& queue : client.queues) {
    std::string list = redis::filled_name(client.library->waiting.front(), prefix, queue.text);
    if (!contains(list, "*")) lists.push_back(std::move(list));
  }
  return lists;
}

bool is_told(const ClientAt& client) {
  return client.evidence == ClientEvidence::declared || client.evidence == ClientEvidence::image;
}

/// The libraries of the program that is scaled; none where one of them keeps its jobs under names
/// that are not known here.
std::vector<const ClientAt*> libraries_of(const ByWorkload<ClientAt>& clients,
                                          const Scaler& scaler) {
  std::vector<const ClientAt*> all;
  for (const ClientAt* client : items_of(clients, scaler.workload)) {
    if (client->library->waiting.empty()) return {};
    all.push_back(client);
  }
  return all;
}

void report(RuleRun& run, const Scaler& scaler, const TriggerValue& name, const ClientAt& client) {
  const std::vector<std::string> lists = lists_of(client);
  const std::string where = lists.empty()
                                ? fmt::format("keys like `{}`", client.library->waiting.front())
                                : some_names(lists);
  Finding& finding =
      run.report(*scaler.resource, name.at.span(),
                 fmt::format("KEDA measures the key `{}`, and {} keeps waiting jobs in {}",
                             trimmed(name.text.value), client.library->title, where));
  if (!is_told(client)) {
    finding.severity = Severity::warning;
    finding.confidence = Confidence::medium;
  }
  finding.caption = "no list of this library";
  add_label(finding, client.at, evidence_words(client));
  finding.help = fmt::format("write {}", where);
  if (lists.size() == 1)
    finding.fixes.push_back({fmt::format("measure `{}`", lists.front()),
                             {{inside(run.sources(), name.at), lists.front()}}});
}

void check(RuleRun& run, const Scaler& scaler, std::span<const ClientAt* const> clients,
           const TriggerValue& name) {
  const std::string_view key = trimmed(name.text.value);
  if (clients.empty() || may_be_filled_in(key))
    return run.unknown(name.at.span(), fmt::format("key `{}`", key),
                       scaler.workload ? "how the program calls its queues is not known"
                                       : "the workload that KEDA scales is not in view");
  const bool fits = std::ranges::any_of(clients, [&](const ClientAt* client) {
    return std::ranges::any_of(waiting_keys(*client), [&](const std::string& pattern) {
      return redis::glob_matches(pattern, key);
    });
  });
  run.answered();
  if (!fits) report(run, scaler, name, *clients.front());
}

}  // namespace

void rule_scaler_list_name(RuleRun& run) {
  const ByWorkload<ClientAt> all = by_workload(run.facts().clients);
  for (const Scaler& scaler : run.facts().scalers) {
    if (scaler.resource->partial) continue;
    const std::vector<const ClientAt*> clients = libraries_of(all, scaler);
    for (const Trigger& trigger : scaler.triggers) {
      if (!trigger.redis || trigger.redis->streams) continue;
      const TriggerValue* name = trigger.find("listName");
      if (name && !name->at.text().empty() && name->variable.empty())
        check(run, scaler, clients, *name);
    }
  }
}

}  // namespace fairlead
