#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Libraries whose scripts use keys that they do not declare, which Dragonfly refuses.
constexpr std::string_view undeclared[] = {"asynq", "bullmq"};

/// What may let such scripts run: flags of these names, in arguments or in variables, and files of
/// flags. `--lock_on_hashtags` suffices where all keys of a queue have one tag.
constexpr std::string_view allowing[] = {"lua", "lock_on_hashtags", "flagfile"};

bool may_allow(Ref node) {
  if (!node) return false;
  if (node->is_scalar()) {
    // A word of its own that is filled in later may be any flag; one behind `=` is a value.
    const std::string_view text = node.text();
    if (text.starts_with("$")) return true;
    return std::ranges::any_of(allowing,
                               [&](std::string_view word) { return contains(text, word); });
  }
  return std::ranges::any_of(node->items(),
                             [](const Node* item) { return may_allow(Ref(item)); }) ||
         std::ranges::any_of(node->entries(), [](const Entry& entry) {
           return may_allow(Ref(entry.key)) || may_allow(Ref(entry.value));
         });
}

/// A Dragonfly: what starts it, and the object that says so.
struct Dragonfly {
  Ref settings;
  const Resource* resource = nullptr;
};

Dragonfly dragonfly_behind(const Facts& facts, const Service& service) {
  const Resource* resource = service.resource;
  if (!resource || service.release) return {};
  if (resource->kind == "Dragonfly" && resource->group() == "dragonflydb.io")
    return {resource->root["spec"], resource};
  const auto own = facts.servers.workloads.find(resource);
  const auto selected = facts.servers.selector.select(service).workloads;
  const Workload* workload = own != facts.servers.workloads.end() ? own->second
                             : selected.size() == 1               ? selected.front()
                                                                  : nullptr;
  for (const Container& each : workload ? workload->containers : std::vector<Container>())
    if (contains(each.image, "dragonflydb/dragonfly")) return {each.at, workload->resource};
  return {};
}

void report(RuleRun& run, const Dragonfly& server, const ClientAt& client,
            const Endpoint& endpoint) {
  const Ref args = server.settings["args"] ? server.settings["args"] : server.settings["command"];
  Finding& finding = run.report(
      *server.resource, args ? pair_span(args) : server.resource->root["metadata"]["name"].span(),
      fmt::format("{}'s scripts use keys that they do not declare, which this Dragonfly refuses: "
                  "`script tried accessing undeclared key`",
                  client.library->title));
  finding.caption = "allows no undeclared keys";
  finding.help =
      "add `--default_lua_flags=allow-undeclared-keys`, or, where all keys of a queue have one tag "
      "in braces, `--cluster_mode=emulated --lock_on_hashtags`";
  add_label(finding, client.at, evidence_words(client));
  add_label(finding, endpoint.host_at, "connects to this server");
}

}  // namespace

void rule_redis_dragonfly_undeclared_keys(RuleRun& run) {
  std::set<const Resource*> told;
  for (const ClientAt& client : run.facts().clients) {
    if (std::ranges::find(undeclared, client.library->id) == std::end(undeclared)) continue;
    for (const Endpoint* endpoint : client.endpoints) {
      const Service* service = run.connections().service_at(*endpoint);
      const Dragonfly server = service ? dragonfly_behind(run.facts(), *service) : Dragonfly{};
      if (!server.resource || server.resource->partial) continue;
      run.answered();
      if (may_allow(server.settings) || !told.insert(server.resource).second) continue;
      report(run, server, client, *endpoint);
    }
  }
}

}  // namespace fairlead
