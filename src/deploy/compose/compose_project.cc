#include "deploy/compose/compose_project.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "deploy/compose/compose.h"
#include "deploy/compose/interpolation.h"
#include "deploy/compose/missing_mounts.h"
#include "deploy/compose/refused_project.h"
#include "deploy/compose/run_project.h"
#include "deploy/compose/value/nodes.h"

namespace fairlead {
namespace {

using compose::RunFiles;
using compose::Value;

/// Says of a service's networks how the project defines them; null of those that it does not.
void define_networks(const Value& project, Value& service) {
  Value* own = service.find("networks");
  if (!own) return;
  const Value* all = project.find("networks");
  for (auto& [name, field] : own->fields) {
    const Value* defined = all ? all->find(name) : nullptr;
    if (!defined) {
      field.value = {};
      continue;
    }
    if (!field.value.is_mapping()) field.value = Value::mapping();
    for (const std::string_view said : {"name", "external"})
      if (const Value* value = defined->find(said))
        field.value.set(std::string(said), nullptr, *value);
  }
}

void add_service(const File& file, const std::string& name, const compose::Field& field,
                 Arena& arena, Rendered& rendered) {
  if (!field.value.is_mapping()) return;
  Resource resource;
  resource.root = Ref(compose::node_of(field.value, arena));
  resource.filled_in = true;
  resource.file = &file;
  resource.api_version = compose_version;
  resource.kind = "service";
  resource.name = field.key ? field.key->text() : arena.copy(std::string_view(name));
  // What it extends was left aside.
  resource.partial = resource.root["extends"].present();
  rendered.resources.push_back(std::move(resource));
}

/// What a project defines beside its services, as it is written: volumes are removed, networks made
/// anew where it changes.
void add_parts(const File& file, const Value& project, Arena& arena, Rendered& rendered) {
  constexpr std::pair<std::string_view, std::string_view> sections[] = {
      {"networks", "network"}, {"volumes", "volume"}, {"configs", "config"}, {"secrets", "secret"}};
  for (const auto& [section, kind] : sections) {
    const Value* all = project.find(section);
    if (!all) continue;
    for (const auto* each : in_order(all->fields)) {
      if (!each->second.key) continue;  // compose brings it
      Value made = each->second.value.is_mapping() ? each->second.value : Value::mapping();
      made.node = each->second.key;
      Resource resource;
      resource.root = Ref(compose::node_of(made, arena));
      resource.filled_in = true;
      resource.file = &file;
      resource.api_version = compose_part_version;
      resource.kind = kind;
      resource.name = each->second.key->text();
      rendered.resources.push_back(std::move(resource));
    }
  }
}

/// Others that may be given as well: their services may be there.
void add_beside(const Unit& unit, Interpolation& interpolation, Rendered& rendered) {
  std::set<std::string_view> names;
  for (const Resource& resource : rendered.resources)
    if (resource.api_version == compose_version) names.insert(resource.name);
  for (const File* file : unit.beside) {
    for (const Entry& entry : first_root(*file)["services"].entries()) {
      if (names.contains(entry.key->text())) continue;
      Resource resource;
      resource.root = Ref(interpolation.tree(entry.value));
      if (!resource.root || !resource.root->is_mapping()) continue;
      resource.filled_in = resource.root.node() != Ref(entry.value).node();
      resource.file = file;
      resource.api_version = compose_beside;
      resource.kind = "service";
      resource.name = entry.key->text();
      rendered.resources.push_back(std::move(resource));
    }
  }
}

void add_project(const Unit& unit, const FileSet& files, SourceMap& sources, Arena& arena,
                 Rendered& rendered) {
  const File& main = *unit.files.front();
  RunFiles run_files(files);
  compose::Maker maker(sources, arena, true);
  auto project = run_project(unit, run_files, maker);
  rendered.inputs.insert(rendered.inputs.end(), run_files.named().begin(), run_files.named().end());
  const auto leave = [&](Span at, std::string what, std::string why) {
    rendered.open = true;
    rendered.gaps.push_back({main.path, at, std::move(what), std::move(why), GapKind::file});
  };
  if (!project) return leave(project.error().at, "", project.error().message);
  for (const compose::LeftAside& each : project->left_aside)
    leave(each.at, each.what, "not followed");
  if (const Value* networks = project->model.find("networks"))
    for (const auto& [name, field] : networks->fields)
      // Other projects' services answer on a network that they share.
      if (field.value.present("external")) rendered.open = true;
  Value* services = project->model.find("services");
  if (!services) return;
  for (auto& [name, field] : services->fields) define_networks(project->model, field.value);
  for (const auto* each : in_order(services->fields))
    add_service(main, each->first, each->second, arena, rendered);
  add_parts(main, project->model, arena, rendered);
}

/// What its services read beside the compose files, as far as it is there.
void add_settings(const FileSet& files, const Unit& unit, Rendered& rendered) {
  std::set<std::string> paths = {variables_path(unit.root)};
  for (const std::string_view sample : {".env.example", ".env.sample", ".env.template"})
    paths.insert(joined_path(directory_of(unit.root), sample).value_or(""));
  for (const Resource& service : rendered.resources) {
    if (service.api_version == compose_part_version) continue;
    for (std::string& path : compose_env_files(service.file->path, service.root))
      paths.insert(std::move(path));
    for (std::string& path : compose_manifests(service.file->path, service.root))
      paths.insert(std::move(path));
  }
  for (const std::string& path : paths) {
    if (const File* file = files.find(path)) rendered.settings.push_back(file);
  }
}

}  // namespace

void build_compose(const Unit& unit, const FileSet& files, SourceMap& sources, Arena& arena,
                   Rendered& rendered) {
  for (const File* file : unit.files) {
    for (const Problem& problem : file->tree.problems) {
      // Compose has tags of its own (`!reset`, `!override`).
      if (problem.kind == ProblemKind::yaml_syntax) rendered.problems.push_back(problem);
    }
  }
  add_project(unit, files, sources, arena, rendered);
  add_refusal(unit, files, sources, rendered);
  add_missing_mounts(unit, files, rendered);
  for (const MountedConfig& each : unit.mounted) {
    rendered.settings.push_back(each.file);
    rendered.inputs.push_back(each.file->path);
    for (const Problem& problem : each.file->tree.problems) rendered.problems.push_back(problem);
  }
  rendered.open = rendered.open || unit.open || unit.beside.size() >= most_compose_files;
  add_settings(files, unit, rendered);
  Interpolation interpolation(files.find(variables_path(unit.root)), sources, arena);
  add_beside(unit, interpolation, rendered);
  if (interpolation.is_cut()) {
    rendered.gaps.push_back({unit.root,
                             {},
                             "variables",
                             fmt::format("their values make more than {} MiB of this project",
                                         compose::Maker::most_bytes >> 20),
                             GapKind::file});
  }
}

}  // namespace fairlead
