#include "render/compose.h"

#include <fmt/format.h>

#include "base/files.h"
#include "resource/compose.h"
#include "resource/kustomization.h"

namespace fairlead {
namespace {

void add_service(const File& file, const Entry& entry, Rendered& rendered) {
  Resource resource;
  resource.root = Ref(entry.value);
  if (!resource.root || !resource.root->is_mapping()) return;
  resource.file = &file;
  resource.api_version = compose_version;
  resource.kind = "service";
  resource.name = entry.key->text();
  if (resource.root["extends"].present()) {
    resource.partial = rendered.open = true;
    rendered.gaps.push_back(
        {file.path, resource.root["extends"].span(), "`extends`", "not followed"});
  }
  rendered.resources.push_back(std::move(resource));
}

void add_setting(const FileSet& files, const std::string& path, Rendered& rendered) {
  const File* file = files.find(path);
  if (file && std::ranges::find(rendered.settings, file) == rendered.settings.end())
    rendered.settings.push_back(file);
}

void leave_open(const File& file, Ref field, Rendered& rendered) {
  if (!field.present()) return;
  rendered.open = true;
  rendered.gaps.push_back({file.path, field.span(), "`include`", "not followed"});
}

}  // namespace

void build_compose(const Unit& unit, const FileSet& files, Rendered& rendered) {
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
    const std::size_t first = rendered.resources.size();
    for (const Entry& entry : root["services"].entries()) add_service(*file, entry, rendered);
    // What a second file says of a service changes what the first one says.
    for (std::size_t i = 0; i < first; ++i) {
      for (std::size_t j = first; j < rendered.resources.size(); ++j) {
        if (rendered.resources[i].name != rendered.resources[j].name) continue;
        rendered.resources[i].partial = rendered.resources[j].partial = true;
      }
    }
    for (const std::string& path : compose_env_files(*file)) add_setting(files, path, rendered);
    for (const Entry& entry : root["services"].entries()) {
      for (const std::string& path : compose_manifests(file->path, Ref(entry.value)))
        add_setting(files, path, rendered);
    }
  }
}

}  // namespace fairlead
