#include "deploy/compose/compose_project.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/files.h"
#include "deploy/compose/compose.h"
#include "deploy/compose/interpolation.h"

namespace fairlead {
namespace {

void add_service(const File& file, const Entry& entry, std::string_view version,
                 Interpolation& interpolation, Rendered& rendered) {
  Resource resource;
  resource.root = Ref(interpolation.tree(entry.value));
  if (!resource.root || !resource.root->is_mapping()) return;
  resource.filled_in = resource.root.node() != Ref(entry.value).node();
  resource.file = &file;
  resource.api_version = version;
  resource.kind = "service";
  resource.name = entry.key->text();
  if (resource.root["extends"].present()) {
    resource.partial = rendered.open = true;
    rendered.gaps.push_back(
        {file.path, resource.root["extends"].span(), "`extends`", "not followed", GapKind::file});
  }
  rendered.resources.push_back(std::move(resource));
}

void leave_open(const File& file, Ref field, Rendered& rendered) {
  if (!field.present()) return;
  rendered.open = true;
  rendered.gaps.push_back({file.path, field.span(), "`include`", "not followed", GapKind::file});
}

/// What its services read beside the compose files, as far as it is there.
void add_settings(const FileSet& files, const Unit& unit, Rendered& rendered) {
  std::set<std::string> paths = {variables_path(unit.root)};
  for (const Resource& service : rendered.resources) {
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
  Interpolation interpolation(files.find(variables_path(unit.root)), sources, arena);
  for (const File* file : unit.files) {
    for (const Problem& problem : file->tree.problems) {
      // Compose has tags of its own (`!reset`, `!override`).
      if (problem.kind == ProblemKind::yaml_syntax) rendered.problems.push_back(problem);
    }
    const Ref root = first_root(*file);
    leave_open(*file, root["include"], rendered);
    for (const Entry& network : root["networks"].entries()) {
      // Other projects' services answer on a network that they share.
      if (Ref(network.value)["external"].present()) rendered.open = true;
    }
    for (const Entry& entry : root["services"].entries())
      add_service(*file, entry, compose_version, interpolation, rendered);
  }
  for (const MountedConfig& each : unit.mounted) {
    rendered.settings.push_back(each.file);
    rendered.inputs.push_back(each.file->path);
    for (const Problem& problem : each.file->tree.problems) rendered.problems.push_back(problem);
  }
  rendered.open = rendered.open || unit.beside.size() >= most_compose_files;
  add_settings(files, unit, rendered);
  // What a second file says of a service changes what the first one says.
  std::map<std::string_view, std::size_t> times;
  for (const Resource& resource : rendered.resources) ++times[resource.name];
  for (Resource& resource : rendered.resources)
    resource.partial = resource.partial || times[resource.name] > 1;
  for (const File* file : unit.beside) {
    for (const Entry& entry : first_root(*file)["services"].entries()) {
      if (times[entry.key->text()] == 0)
        add_service(*file, entry, compose_beside, interpolation, rendered);
    }
  }
  if (interpolation.is_cut()) {
    rendered.gaps.push_back({unit.root,
                             {},
                             "variables",
                             fmt::format("their values make more than {} MiB of this project",
                                         Interpolation::most_bytes >> 20),
                             GapKind::file});
  }
}

}  // namespace fairlead
