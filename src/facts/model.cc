#include "facts/model.h"

#include "facts/build.h"
#include "facts/server/server_table.h"

namespace fairlead {

std::unique_ptr<Model> build_model(const Unit& unit, const Config& config, Rendered rendered,
                                   SourceMap& sources) {
  auto model = std::make_unique<Model>();
  model->unit = &unit;
  model->config = &config;
  model->resources = std::move(rendered.resources);
  model->installations = std::move(rendered.installations);
  model->releases = std::move(rendered.releases);
  model->problems = std::move(rendered.problems);
  model->gaps = std::move(rendered.gaps);
  model->builds = std::move(rendered.builds);
  model->open = rendered.open;

  std::vector<const File*> files = rendered.settings;
  add_workloads(*model);
  add_compose(*model, sources);
  add_products(*model, sources);
  add_holders(*model, sources);
  add_settings(*model, files);
  add_redis_config(*model, files, sources);
  add_services(*model);
  add_values(*model, files, rendered.values);
  add_endpoints(*model, sources);
  add_clients(*model, files, sources);
  add_queues(*model);
  model->servers = std::make_shared<ServerTable>(*model);

  std::set<const File*> all(files.begin(), files.end());
  for (const Resource& resource : model->resources) all.insert(resource.file);
  all.insert(unit.files.begin(), unit.files.end());
  files.assign(all.begin(), all.end());
  // By path, so that marks do not depend on where files lie in memory.
  std::ranges::sort(files, {}, &File::path);
  mark_secrets(*model, files, sources);
  return model;
}

}  // namespace fairlead
