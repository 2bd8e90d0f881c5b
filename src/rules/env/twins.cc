#include "rules/env/twins.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

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
  std::vector<const ContainerSettings*> workers;
  for (const ContainerSettings& each : facts.settings) {
    if (each.open || each.container->init || each.workload->resource->partial) continue;
    const bool is_worker = std::ranges::any_of(facts.clients, [&](const ClientAt& client) {
      return client.container == each.container && client.evidence == ClientEvidence::command &&
             client.role != redis::ClientRole::producer;
    });
    if (is_worker) workers.push_back(&each);
  }
  return workers;
}

}  // namespace

void for_each_twins(const Facts& facts, const std::function<void(const Twins&)>& visit) {
  for (const ContainerSettings* worker : workers_of(facts)) {
    const std::string made = made_from(*worker);
    if (made.empty()) continue;
    for (const ContainerSettings& other : facts.settings) {
      const bool is_other = !other.container->init && other.workload != worker->workload;
      if (is_other && made_from(other) == made && are_twins(*worker, other))
        visit({*worker, other});
    }
  }
}

}  // namespace fairlead
