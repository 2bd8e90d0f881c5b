#include "rules/env/twins.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

namespace fairlead {
namespace {

/// What a container's program is made from: its image, or in compose what it is built from. Two
/// that are the same are one program, started in different ways.
std::string made_from(const ContainerSettings& each) {
  const Ref build = each.container->at["build"];
  const bool is_mapping = build && build->is_mapping();
  if (each.container->image.empty() && !build) return {};
  return fmt::format("{}\n{}\n{}\n{}\n{}", each.workload->resource->namespace_name,
                     each.container->image, is_mapping ? build["context"].text() : build.text(),
                     build["dockerfile"].text(), build["target"].text());
}

/// Whether they are given so much alike that they are one program's settings.
bool are_twins(const ContainerSettings& worker, const ContainerSettings& other) {
  constexpr std::size_t least = 3;
  std::set<std::string_view> shared;
  for (const Setting& setting : worker.settings)
    if (std::ranges::find(other.settings, setting.name, &Setting::name) != other.settings.end())
      shared.insert(setting.name);
  return shared.size() >= least;
}

/// Workers that the command line starts, of which all variables are in view.
std::vector<const ContainerSettings*> workers_of(const Facts& facts) {
  std::set<const Container*> started;
  for (const ClientAt& client : facts.clients)
    if (client.evidence == ClientEvidence::command && client.role != redis::ClientRole::producer)
      started.insert(client.container);
  std::vector<const ContainerSettings*> workers;
  for (const ContainerSettings& each : facts.settings) {
    if (each.open || each.container->init || each.workload->resource->partial) continue;
    if (started.contains(each.container)) workers.push_back(&each);
  }
  return workers;
}

}  // namespace

void for_each_twins(const Facts& facts, const std::function<void(const Twins&)>& visit) {
  const std::vector<const ContainerSettings*> workers = workers_of(facts);
  if (workers.empty()) return;
  // A program that is started in more ways is not looked at in all of them.
  constexpr std::size_t most = 16;
  std::unordered_map<std::string, std::vector<const ContainerSettings*>> started;
  for (const ContainerSettings& each : facts.settings) {
    if (each.container->init) continue;
    std::vector<const ContainerSettings*>& ways = started[made_from(each)];
    if (ways.size() < most) ways.push_back(&each);
  }
  started.erase("");
  std::unordered_map<const Container*, std::vector<const Endpoint*>> given;
  for (const Endpoint& each : facts.endpoints)
    if (each.container) given[each.container].push_back(&each);
  for (const ContainerSettings* worker : workers) {
    const auto ways = started.find(made_from(*worker));
    if (ways == started.end()) continue;
    for (const ContainerSettings* other : ways->second)
      if (other->workload != worker->workload && are_twins(*worker, *other))
        visit({*worker, *other, given[worker->container], given[other->container]});
  }
}

}  // namespace fairlead
