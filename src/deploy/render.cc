#include "deploy/render.h"

#include "deploy/compose/compose_project.h"
#include "deploy/helm/chart_directory.h"
#include "deploy/helm/releases.h"
#include "deploy/installations.h"
#include "deploy/kustomize/kustomize.h"
#include "deploy/manifests/manifests.h"
#include "deploy/skaffold/skaffold.h"

namespace fairlead {
namespace {

void add_file(const File& file, Rendered& rendered) {
  rendered.problems.insert(rendered.problems.end(), file.tree.problems.begin(),
                           file.tree.problems.end());
  const bool manifests = file.format == FileFormat::yaml || file.format == FileFormat::json;
  if (manifests)
    add_manifests(file, rendered.resources);
  else
    rendered.settings.push_back(&file);
}

/// What Skaffold builds, in the whole repository.
void add_builds(const FileSet& files, Rendered& rendered) {
  for (const File* file : files.skaffold_named()) {
    if (!is_skaffold(*file)) continue;
    for (const SkaffoldImage& image : skaffold_images(*file)) {
      for (const std::string& manifest : image.manifests) {
        if (const File* found = files.find(manifest))
          rendered.builds.push_back({image.image, found});
      }
    }
  }
}

/// A chart's values, as far as its templates are not needed.
void add_chart(const Unit& unit, const FileSet& files, Arena& arena, Rendered& rendered) {
  for (const File* file : unit.files) {
    rendered.problems.insert(rendered.problems.end(), file->tree.problems.begin(),
                             file->tree.problems.end());
    rendered.settings.push_back(file);
  }
  std::vector<ValuesLayer> layers;
  for (const File* file : unit.values) layers.push_back({first_root(*file), is_own_values(*file)});
  rendered.values = merged_values(layers, arena);
  add_chart_releases(files, *unit.files.front(), unit.values, rendered);
  rendered.open = true;
}

/// What the objects install, and the images of the repository that they may run.
void add_installed(const FileSet& files, Rendered& rendered) {
  read_installations(rendered);
  add_releases(files, rendered);
  add_builds(files, rendered);
  for (const Installation& each : rendered.installations) {
    for (std::string& path : pointed_paths(each)) rendered.inputs.push_back(std::move(path));
  }
}

}  // namespace

Rendered render(const Unit& unit, const FileSet& files, SourceMap& sources, Arena& arena) {
  Rendered rendered;
  for (const File* file : unit.files) rendered.inputs.push_back(file->path);
  switch (unit.kind) {
    case UnitKind::kustomization:
      build_kustomization(*unit.kustomization, files, rendered);
      add_installed(files, rendered);
      return rendered;
    case UnitKind::manifests:
      for (const File* file : unit.files) add_file(*file, rendered);
      add_installed(files, rendered);
      return rendered;
    case UnitKind::compose:
      build_compose(unit, files, sources, arena, rendered);
      return rendered;
    case UnitKind::chart_values:
      add_chart(unit, files, arena, rendered);
      return rendered;
  }
  __builtin_unreachable();
}

}  // namespace fairlead
