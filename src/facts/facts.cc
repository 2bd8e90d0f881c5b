#include "facts/facts.h"

#include <algorithm>
#include <iterator>

#include "base/files.h"
#include "facts/client/clients.h"
#include "facts/compose/compose_services.h"
#include "facts/compose/compose_workloads.h"
#include "facts/connect/endpoints.h"
#include "facts/server/redis_config.h"
#include "facts/unfollowed.h"

namespace fairlead {
namespace {

template <typename T>
void append(std::vector<T> more, std::vector<T>& all) {
  std::ranges::move(more, std::back_inserter(all));
}

/// Takes what was rendered, before anything is made of it: later tables point into these.
std::unique_ptr<Facts> facts_with(const Unit& unit, const Config& config, Rendered rendered) {
  auto facts = std::make_unique<Facts>();
  facts->unit = &unit;
  facts->config = &config;
  facts->resources = std::move(rendered.resources);
  facts->installations = std::move(rendered.installations);
  facts->releases = std::move(rendered.releases);
  facts->values = rendered.values;
  facts->seen = rendered.seen ? rendered.seen : rendered.values;
  facts->values_alone = rendered.values_alone;
  facts->lacking = std::move(rendered.lacking);
  facts->files = std::move(rendered.settings);
  facts->problems = std::move(rendered.problems);
  facts->variable_faults = std::move(rendered.variable_faults);
  facts->gaps = std::move(rendered.gaps);
  facts->builds = std::move(rendered.builds);
  facts->open = rendered.open;
  facts->release_names = std::move(rendered.release_names);
  facts->switched_off = std::move(rendered.switched_off);
  facts->printed = std::move(rendered.printed);
  facts->chart_faults = std::move(rendered.chart_faults);
  facts->kustomize_faults = std::move(rendered.kustomize_faults);
  return facts;
}

std::vector<Workload> workloads_in(Facts& facts, SourceMap& sources) {
  if (facts.unit->kind != UnitKind::compose) return workloads_of(facts.resources);
  ComposeWorkloads compose = compose_workloads_of(facts.resources, facts.arena, sources);
  append(std::move(compose.gaps), facts.gaps);
  return std::move(compose.workloads);
}

SettingsTable settings_in(const Facts& facts) {
  return facts.unit->kind == UnitKind::compose
             ? compose_settings_of(facts.workloads, facts.files, facts.open)
             : settings_of(facts.workloads, facts.holders);
}

ServiceTable services_in(const Facts& facts) {
  return facts.unit->kind == UnitKind::compose
             ? compose_services_of(facts.resources, facts.workloads, facts.open)
             : services_of(facts.resources, facts.workloads, facts.products, facts.open);
}

/// Of a chart that was rendered, only what charts read that are not in view says something by
/// itself.
std::vector<ValuesLeaf> unread_leaves(const Facts& facts) {
  std::vector<ValuesLeaf> all;
  std::ranges::copy_if(facts.chart.leaves, std::back_inserter(all), [&](const ValuesLeaf& leaf) {
    return facts.values_alone || std::ranges::any_of(facts.lacking, [&](const std::string& key) {
             return leaf.path.size() > key.size() && leaf.path.starts_with(key) &&
                    leaf.path[key.size()] == '.';
           });
  });
  return all;
}

std::vector<GivenValues> given_values(const Facts& facts) {
  std::vector<GivenValues> given;
  given.push_back({facts.unread, ""});
  for (const ReleaseLeaves& each : facts.given)
    given.push_back({each.leaves, each.release->namespace_name});
  return given;
}

// What each pass made, where Facts has it.
void take(ProductTable table, Facts& facts) {
  facts.products = std::move(table.instances);
  facts.computed = std::move(table.computed);
}

void take(SettingsTable table, Facts& facts) {
  facts.settings = std::move(table.containers);
  append(std::move(table.gaps), facts.gaps);
}

void take(RedisTable table, Facts& facts) {
  facts.redis = std::move(table.lines);
  append(std::move(table.problems), facts.problems);
  append(std::move(table.gaps), facts.gaps);
}

void take(ServiceTable table, Facts& facts) {
  facts.services = std::move(table.services);
  facts.redis_servers = std::move(table.redis_servers);
}

void take(EndpointTable table, Facts& facts) {
  facts.endpoints = std::move(table.endpoints);
  facts.connections = std::move(table.connections);
  facts.broken_connections = std::move(table.broken);
  append(std::move(table.gaps), facts.gaps);
}

}  // namespace

std::unique_ptr<Facts> facts_of(const Unit& unit, const Config& config, Rendered rendered,
                                SourceMap& sources) {
  std::unique_ptr<Facts> made = facts_with(unit, config, std::move(rendered));
  Facts& facts = *made;
  facts.workloads = workloads_in(facts, sources);
  facts.releases = read_releases(std::move(facts.releases), facts.arena, sources);
  take(products_of(facts.resources, facts.releases), facts);
  append(unfollowed(facts), facts.gaps);
  facts.holders = holders_of(facts.resources, facts.products, sources);
  take(settings_in(facts), facts);
  take(redis_config_of({unit, config, facts.resources, facts.releases, facts.products,
                        facts.workloads, facts.holders, facts.files},
                       facts.arena, sources),
       facts);
  take(services_in(facts), facts);
  if (unit.kind == UnitKind::chart_values) facts.chart = chart_values_of(facts.values, facts.files);
  facts.unread = unread_leaves(facts);
  facts.given = release_leaves_of(facts.releases, facts.products, facts.arena, sources);
  facts.scalers = scalers_of(facts.resources, facts.workloads, facts.settings);
  take(endpoints_of(facts.settings, facts.holders, given_values(facts), sources, facts.scalers),
       facts);
  facts.clients = clients_of({config, facts.workloads, facts.settings, facts.endpoints,
                              facts.connections, facts.builds, facts.files},
                             facts.arena, sources);
  ChartValues alone = facts.chart;
  alone.leaves = facts.unread;
  facts.queues = queues_of(facts.settings, alone, facts.workloads, config.programs);
  facts.servers =
      server_table_of(server_lines_of(facts.workloads, facts.redis, unit.mounted), facts.workloads,
                      facts.services, Selector(facts.workloads, facts.open));
  return made;
}

}  // namespace fairlead
