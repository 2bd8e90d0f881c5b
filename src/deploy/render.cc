#include "deploy/render.h"

#include <fmt/format.h>

#include "deploy/alterations.h"
#include "deploy/chart_installs.h"
#include "deploy/compose/compose_project.h"
#include "deploy/helm/chart_unit.h"
#include "deploy/helm/parameters.h"
#include "deploy/helm/releases.h"
#include "deploy/installations.h"
#include "deploy/kustomize/kustomize.h"
#include "deploy/left_beside.h"
#include "deploy/manifests/manifests.h"
#include "deploy/named_paths.h"
#include "deploy/named_units.h"
#include "deploy/skaffold/skaffold.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

void add_file(const File& file, const SourceMap& sources, Rendered& rendered) {
  const bool manifests = is_yaml_or_json(file.format);
  rendered.take_problems(file, !manifests || holds_objects(file, sources));
  for (const Ref release : chart_installs(file)) {
    rendered.open = true;
    rendered.gaps.push_back(
        {file.path, release.span(), fmt::format("release `{}`", release["name"].text()),
         "releases of helmfile and Skaffold are not followed", GapKind::release});
  }
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

/// Values that are a text become a tree. A text that cannot be read leaves all of them unknown.
bool read_texts(std::vector<ReleaseValues>& all, SourceMap& sources, Rendered& rendered,
                Arena& arena) {
  for (ReleaseValues& each : all) {
    if (!each.is_text) continue;
    const Span at = each.root.span();
    Tree tree;
    if (each.root->is_scalar())
      tree = read_yaml(arena, sources, embed(sources, *each.root, "values"));
    if (!each.root->is_scalar() || !tree.problems.empty()) {
      rendered.gaps.push_back(
          {sources.name(at.source), at, "values", "their text is no YAML", GapKind::chart});
      return false;
    }
    each.root = tree.documents.empty() ? Ref() : Ref(tree.documents.front().root);
    each.is_text = false;
  }
  return true;
}

const Node* chart_tree(const Unit& unit, std::span<const ReleaseValues> values, SourceMap& sources,
                       Arena& arena) {
  std::vector<ValuesLayer> layers;
  for (const ReleaseValues& each : values) layers.push_back({each.root, each.own});
  for (const ReleaseParameter& each : unit.parameters)
    layers.push_back(parameter_layer(each, sources, arena));
  return merged_values(layers, sources, arena);
}

/// Where the charts are that a unit asks for and that do not lie below it.
FindChartNear charts_near(const Unit& unit, const Sites& sites) {
  return [&](std::string_view name, std::string_view range) {
    return sites.chart(name, range, *unit.files.front());
  };
}

/// A chart's objects; of one that cannot be rendered as a whole, also what its values say by
/// themselves.
void add_chart(const Unit& unit, const FileSet& files, const Sites& sites, SourceMap& sources,
               Arena& arena, Allowance& allowance, Rendered& rendered) {
  for (const File* file : unit.files) {
    if (is_fetched(unit) && file == unit.files.front()) continue;  // another's
    // An example of a .env file lies beside for people to read.
    rendered.take_problems(*file, file->format != FileFormat::env_file);
  }
  std::vector<ReleaseValues> values = unit.values;
  for (const ReleaseValues& each : values) {
    const SourceId source = each.root.span().source;
    if (!each.file && sources.is_written(source)) rendered.inputs.push_back(sources.name(source));
  }
  for (const ReleaseParameter& each : unit.parameters)
    if (sources.is_written(each.at.span().source))
      rendered.inputs.push_back(sources.name(each.at.span().source));
  for (const File* file : unit.files) rendered.settings.push_back(file);
  const bool readable = read_texts(values, sources, rendered, arena);
  if (readable) {
    rendered.values = chart_tree(unit, values, sources, arena);
    add_chart_releases(files, unit, values, rendered);
  }
  rendered.values_alone = !readable || !render_chart(unit, values, files, charts_near(unit, sites),
                                                     sources, arena, allowance, rendered);
  rendered.open = rendered.open || rendered.values_alone;
}

/// What the objects install, and the images of the repository that they may run.
void add_installed(const Unit& unit, const FileSet& files, const Sites& sites, SourceMap& sources,
                   Arena& arena, Rendered& rendered) {
  read_installations({files, sources, arena}, sites.objects(), rendered);
  name_paths(files, rendered.installations);
  name_units(unit, files, sites, rendered);
  add_releases(files, rendered);
  add_builds(files, rendered);
  for (const Installation& each : rendered.installations) {
    for (std::string& path : pointed_paths(each)) rendered.inputs.push_back(std::move(path));
    for (const NamedPath& named : each.paths) rendered.inputs.push_back(named.path);
  }
}

}  // namespace

Rendered render(const Unit& unit, const FileSet& files, const Sites& sites, SourceMap& sources,
                Arena& arena, Allowance& allowance) {
  Rendered rendered;
  for (const File* file : unit.files) rendered.inputs.push_back(file->path);
  switch (unit.kind) {
    case UnitKind::kustomization:
      build_kustomization(*sites.kustomization(unit),
                          unit.altered ? unit.altered->kustomize : KustomizeOverrides(), files,
                          charts_near(unit, sites), sources, arena, allowance, rendered);
      note_left_beside(*sites.kustomization(unit), sites, rendered);
      apply_alteration(unit, sources, arena, rendered);
      add_installed(unit, files, sites, sources, arena, rendered);
      return rendered;
    case UnitKind::manifests:
      for (const File* file : unit.files) add_file(*file, sources, rendered);
      apply_alteration(unit, sources, arena, rendered);
      add_installed(unit, files, sites, sources, arena, rendered);
      return rendered;
    case UnitKind::compose:
      build_compose(unit, files, sources, arena, rendered);
      return rendered;
    case UnitKind::chart_values:
      add_chart(unit, files, sites, sources, arena, allowance, rendered);
      add_installed(unit, files, sites, sources, arena, rendered);
      return rendered;
  }
  __builtin_unreachable();
}

}  // namespace fairlead
