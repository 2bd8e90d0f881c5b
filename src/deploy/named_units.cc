#include "deploy/named_units.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "base/files.h"
#include "base/filled_in.h"
#include "base/text.h"
#include "deploy/flux/substitution/pattern.h"
#include "deploy/helm/chart_directory.h"
#include "deploy/helm/parameters.h"
#include "deploy/helm/releases.h"
#include "deploy/kustomize/objects/object.h"

namespace fairlead {
namespace {

/// Of a chart that its object names by a registry.
constexpr std::string_view not_here =
    "a chart that is neither in this repository nor on --chart-path";

class Namer {
 public:
  Namer(const Unit& by, const FileSet& files, const Sites& sites, Rendered& rendered)
      : by_(by), files_(files), sites_(sites), rendered_(rendered) {}

  void name(const Installation& installation, InstalledSource& source) {
    source.unfollowed = why_nowhere(installation, source);
    if (source.unfollowed == not_here) return name_chart(installation, source);
    const auto path = path_here(source);
    if (!source.unfollowed.empty() || !path) return;
    const auto at = [&](UnitKind kind) { return sites_.find(kind, *path); };
    const bool plain = installation.plain || source.is_directory;
    const Unit* chart = plain ? nullptr : at(UnitKind::chart_values);
    const bool as_chart =
        !source.is_directory && (!source.chart.empty() || !source.value_files.empty() ||
                                 !source.values.empty() || !source.parameters.empty());
    const Unit* kustomization =
        as_chart || source.is_directory ? nullptr : at(UnitKind::kustomization);
    const Unit* manifests = as_chart ? nullptr : at(UnitKind::manifests);
    if (kustomization) {
      if (source.changed && sites_.kustomization(*kustomization)->used)
        return leave(installation, source, *path, "deployed with changes that are not applied yet");
      put(*kustomization, installation, source);
    } else if (chart) {
      deploy(installation, source, path, *chart);
    } else if (!as_chart && source.recurse && put_below(installation, source, *path)) {
      return;
    } else if (manifests) {
      put(*manifests, installation, source);
    } else {
      source.unfollowed = files_.disk().kind(*path) ? "a path at which nothing is read"
                                                    : "a path that is not in this repository";
    }
  }

 private:
  /// Why a source leads nowhere in this repository; "" where it may.
  static std::string why_nowhere(const Installation& installation, const InstalledSource& source) {
    if (installation.anything) return installation.left;
    if (source.files_only) return "files for its other sources";
    if (source.path.empty() && !installation.plain) return std::string(not_here);
    if (is_filled_in(source.path)) return "a path that is filled in later";
    return path_here(source) ? "" : "a path that is a repository's root, or outside of one";
  }

  /// A chart by its name and version: one that is published from here, else one that was fetched.
  void name_chart(const Installation& installation, InstalledSource& source) {
    if (is_filled_in(source.chart) || is_filled_in(source.version)) return;
    if (const Unit* own = sites_.published(source)) {
      source.path = directory_of(own->files.front()->path);
      source.chart.clear();
      source.unfollowed.clear();
      return deploy(installation, source, std::nullopt, *own);
    }
    Unit chart = sites_.fetched(source);
    if (chart.files.empty()) {
      if (sites_.has_fetched(source.chart))
        source.unfollowed = "--chart-path has the chart, and not in the version that is asked for";
      return;
    }
    chart.config = by_.config;
    chart.world = by_.world;
    Alteration named;
    named.by = label_of(installation);
    named.at = source.chart_at.present() ? source.chart_at
                                         : installation.resource->root["metadata"]["name"];
    // What a chart makes of its own defaults may lack what that one is given.
    named.substitution.open = by_.kind == UnitKind::chart_values && (!by_.release || by_.given_in);
    chart.altered = std::make_shared<const Alteration>(std::move(named));
    source.unfollowed.clear();
    deploy(installation, source, std::nullopt, chart);
  }

  static std::string label_of(const Installation& installation) {
    return installation.label.empty() ? installation.resource->label() : installation.label;
  }

  void put(const Unit& unit, const Installation& installation, const InstalledSource& source) {
    Unit& made = rendered_.units.emplace_back(unit);
    // Argo CD puts what names no namespace into its own; Flux says so itself.
    if (!installation.plain && !is_filled_in(installation.namespace_name))
      made.release_namespace = installation.namespace_name;
    made.altered = source.altered;
    if (made.altered && !made.altered->kustomize.components.empty() &&
        made.kind == UnitKind::kustomization && made.root != path_here(source)) {
      // They belong to the kustomization that Flux makes around it.
      Alteration around = *made.altered;
      around.kustomize.components.clear();
      made.altered = std::make_shared<const Alteration>(std::move(around));
    }
    if (source.include.empty() && source.exclude.empty()) return;
    const std::string path = path_here(source).value_or("");
    std::erase_if(made.files, [&](const File* file) {
      std::string_view name = file->path;
      if (lies_below(name, path)) name.remove_prefix(std::min(name.size(), path.size() + 1));
      return (!source.include.empty() && !is_meant(source.include, name)) ||
             (!source.exclude.empty() && is_meant(source.exclude, name));
    });
    if (made.files.size() == unit.files.size()) return;
    Alteration fewer;
    fewer.at = source.path_at;
    fewer.by = "an Application's `directory`";
    made.altered = std::make_shared<const Alteration>(std::move(fewer));
  }

  /// A glob in which `*` crosses directories; `{a,b}` is one of several.
  static bool is_meant(std::string_view glob, std::string_view path) {
    const std::size_t open = glob.find('{');
    const std::size_t close = open == glob.npos ? open : glob.find('}', open);
    if (close == glob.npos) return flux::matches(glob, path) == flux::Matched::yes;
    return std::ranges::any_of(
        split(glob.substr(open + 1, close - open - 1), ','), [&](std::string_view one) {
          return is_meant(fmt::format("{}{}{}", glob.substr(0, open), one, glob.substr(close + 1)),
                          path);
        });
  }

  bool put_below(const Installation& installation, const InstalledSource& source,
                 const std::string& path) {
    const std::vector<const Unit*> below = sites_.below(path, !installation.plain);
    for (const Unit* each : below) put(*each, installation, source);
    if (installation.plain) tell_twice(below, path);
    return !below.empty();
  }

  /// Flux makes one kustomization of all files below, which takes no object twice.
  void tell_twice(std::span<const Unit* const> below, const std::string& path) {
    std::map<std::string, Ref> all;
    for (const Unit* unit : below) {
      if (unit->kind != UnitKind::manifests) continue;
      for (const File* file : unit->files) {
        if (!is_yaml_or_json(file->format) || !file->tree.problems.empty()) continue;
        for (const Document& document : file->tree.documents) tell_twice(document, path, all);
      }
    }
  }

  void tell_twice(const Document& document, const std::string& path,
                  std::map<std::string, Ref>& all) {
    if (!document.root) return;
    const kustomize::ObjectId id = kustomize::id_of(*document.root);
    const Ref name = Ref(document.root)["metadata"]["name"];
    if (id.kind.empty() || !name || is_filled_in(id.name)) return;
    const auto [place, added] = all.try_emplace(
        fmt::format("{}/{} {}/{}", id.group, id.kind, id.effective_namespace(), id.name), name);
    if (added) return;
    rendered_.problems.push_back(
        {ProblemKind::kustomize_refuses,
         name.span(),
         fmt::format("Flux builds all files below `{}` as one kustomization, and two of their "
                     "objects are the {} `{}`",
                     path, id.kind, id.name),
         {place->second.span()}});
  }

  /// `path` is that of a chart whose directory the object names: values files may lie there.
  void deploy(const Installation& installation, InstalledSource& source,
              const std::optional<std::string>& path, const Unit& chart) {
    Release release;
    release.open_values = source.open_values;
    give(files_, source, path, release);
    const bool hidden = std::ranges::any_of(release.values, [&](const ReleaseValues& each) {
      return each.file && sites_.is_excluded(*each.file);
    });
    if (source.changed || release.open_values || hidden ||
        !std::ranges::all_of(release.parameters, is_plain_parameter))
      return leave(installation, source, path.value_or(source.chart),
                   "deployed with values that are not in view");
    Unit unit = chart_with(chart, std::move(release.values), files_);
    unit.parameters = std::move(release.parameters);
    unit.release = source.release;
    unit.release_namespace = installation.namespace_name;
    unit.set = label_of(installation);
    unit.kube_version = source.kube_version;
    unit.api_versions = source.api_versions;
    // Where one of them is another file now, so is the unit.
    for (const File* file : unit.files) rendered_.inputs.push_back(file->path);
    rendered_.units.push_back(std::move(unit));
  }

  void leave(const Installation& installation, InstalledSource& source, const std::string& path,
             std::string reason) {
    source.open_values = true;  // so nobody takes it for followed
    const Resource& by = *installation.resource;
    rendered_.gaps.push_back({by.file->path, by.root["metadata"]["name"].span(),
                              fmt::format("`{}`", path), std::move(reason), GapKind::release});
  }

  const Unit& by_;
  const FileSet& files_;
  const Sites& sites_;
  Rendered& rendered_;
};

}  // namespace

void name_units(const Unit& by, const FileSet& files, const Sites& sites, Rendered& rendered) {
  Namer namer(by, files, sites, rendered);
  for (Installation& installation : rendered.installations) {
    for (InstalledSource& source : installation.sources) namer.name(installation, source);
  }
}

}  // namespace fairlead
