#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

using Can = redis::ClientAbility::Can;

bool is_cluster(const Reach& reached, const Endpoint& endpoint) {
  if (reached.meeting != Meeting::meets || reached.service.services.empty()) return false;
  return std::ranges::all_of(reached.service.services, [&](const ServiceFacts& service) {
    return std::ranges::any_of(service.ports, [&](const auto& port) {
      return port.first == endpoint.port && port.second == Role::cluster;
    });
  });
}

bool has_tag(std::string_view name) {
  const auto open = name.find('{');
  return open != std::string_view::npos && name.find('}', open) > open + 1 &&
         name.find('}', open) != std::string_view::npos;
}

/// The name that lacks a tag, where all that could have one are known; else null.
const Written* untagged(const ClientAt& client) {
  if (!client.program || client.queues.empty()) return nullptr;
  if (client.program->prefix && has_tag(*client.program->prefix)) return nullptr;
  const auto found = std::ranges::find_if(
      client.queues, [](const Written& queue) { return !has_tag(queue.text); });
  return found == client.queues.end() ? nullptr : &*found;
}

void check(RuleRun& run, const ClientAt& client, const Endpoint& endpoint) {
  if (!is_cluster(run.connections().at(endpoint), endpoint)) return;
  const redis::ClientLibrary& library = *client.library;
  const Written* name = nullptr;
  if (library.cluster.can == Can::hash_tag && !(name = untagged(client))) return;
  std::string message = fmt::format("{} connects to a Redis Cluster", library.title);
  message += name ? fmt::format(
                        " with the queue `{}`, whose keys lie in different slots: commands "
                        "on several of them end in CROSSSLOT",
                        name->text)
                  : ", which it does not support: its commands end in MOVED or CROSSSLOT";
  Finding& finding = run.report(endpoint.host_at, message);
  finding.caption = "a Redis Cluster";
  add_label(finding, name ? name->at : client.at, evidence_words(client));
  finding.help = name ? std::string(library.cluster.how)
                      : std::string("use a Redis that is no cluster, or another library");
}

}  // namespace

void rule_redis_cluster_needs_hash_tag(RuleRun& run) {
  for (const ClientAt& client : run.facts().clients) {
    const Can can = client.library->cluster.can;
    if (can != Can::no && can != Can::hash_tag) continue;
    for (const Endpoint* endpoint : client.endpoints) check(run, client, *endpoint);
  }
}

}  // namespace fairlead
