#include "facts/facts.h"

#include "facts/build.h"
#include "facts/server/server_table.h"

namespace fairlead {

std::unique_ptr<Facts> facts_of(const Unit& unit, const Config& config, Rendered rendered,
                                   SourceMap& sources) {
  auto facts = std::make_unique<Facts>();
  facts->unit = &unit;
  facts->config = &config;
  facts->resources = std::move(rendered.resources);
  facts->releases = std::move(rendered.releases);
  facts->problems = std::move(rendered.problems);
  facts->gaps = std::move(rendered.gaps);
  facts->builds = std::move(rendered.builds);
  facts->open = rendered.open;

  std::vector<const File*> files = rendered.settings;
  add_workloads(*facts);
  add_compose(*facts, files, sources);
  add_products(*facts, sources);
  add_holders(*facts, sources);
  add_settings(*facts, files);
  add_redis_config(*facts, files, sources);
  add_services(*facts);
  add_values(*facts, files);
  add_endpoints(*facts, sources);
  add_clients(*facts, files, sources);
  add_queues(*facts);
  facts->servers = std::make_shared<ServerTable>(*facts);

  std::set<const File*> all(files.begin(), files.end());
  for (const Resource& resource : facts->resources) all.insert(resource.file);
  all.insert(unit.files.begin(), unit.files.end());
  files.assign(all.begin(), all.end());
  // By path, so that marks do not depend on where files lie in memory.
  std::ranges::sort(files, {}, &File::path);
  mark_secrets(*facts, files, sources);
  return facts;
}

}  // namespace fairlead
