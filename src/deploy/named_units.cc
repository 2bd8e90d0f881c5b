#include "deploy/named_units.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/filled_in.h"
#include "deploy/helm/chart_directory.h"
#include "deploy/helm/parameters.h"
#include "deploy/helm/releases.h"

namespace fairlead {
namespace {

class Namer {
 public:
  Namer(const FileSet& files, const Sites& sites, Rendered& rendered)
      : files_(files), sites_(sites), rendered_(rendered) {}

  void name(const Installation& installation, InstalledSource& source) {
    source.unfollowed = why_nowhere(installation, source);
    const auto path = path_here(source);
    if (!source.unfollowed.empty() || !path) return;
    const auto at = [&](UnitKind kind) { return sites_.find(kind, *path); };
    const Unit* chart = installation.plain ? nullptr : at(UnitKind::chart_values);
    const bool as_chart = !source.chart.empty() || !source.value_files.empty() ||
                          !source.values.empty() || !source.parameters.empty();
    const Unit* kustomization = as_chart ? nullptr : at(UnitKind::kustomization);
    if (kustomization) {
      // One that no other uses is a unit already, whatever is changed of it on the way.
      if (source.changed && sites_.kustomization(*kustomization)->used)
        return leave(installation, *path, "deployed with changes that are not applied yet");
      rendered_.units.push_back(*kustomization);
    } else if (chart) {
      deploy(installation, source, *path, *chart);
    } else if (const Unit* manifests = as_chart ? nullptr : at(UnitKind::manifests)) {
      rendered_.units.push_back(*manifests);
    } else {
      source.unfollowed = files_.disk().kind(*path) ? "a path at which nothing is read"
                                                    : "a path that is not in this repository";
    }
  }

 private:
  /// Why a source leads nowhere in this repository; "" where it may.
  static std::string why_nowhere(const Installation& installation, const InstalledSource& source) {
    if (installation.anything) return "generators that are not followed";
    if (source.path.empty() && !installation.plain) return "a chart that is not in this repository";
    if (is_filled_in(source.path)) return "a path that is filled in later";
    return path_here(source) ? "" : "a path that is a repository's root, or outside of one";
  }

  void deploy(const Installation& installation, const InstalledSource& source,
              const std::string& path, const Unit& chart) {
    Release release;
    release.open_values = source.open_values;
    give(files_, source, path, release);
    const bool hidden = std::ranges::any_of(release.values, [&](const ReleaseValues& each) {
      return each.file && sites_.is_excluded(*each.file);
    });
    if (source.changed || release.open_values || hidden ||
        !std::ranges::all_of(release.parameters, is_plain_parameter))
      return leave(installation, path, "deployed with values that are not in view");
    Unit unit = chart_with(chart, std::move(release.values), files_);
    unit.parameters = std::move(release.parameters);
    unit.release = source.release;
    unit.release_namespace = installation.namespace_name;
    unit.set = installation.resource->label();
    // Where one of them is another file now, so is the unit.
    for (const File* file : unit.files) rendered_.inputs.push_back(file->path);
    rendered_.units.push_back(std::move(unit));
  }

  void leave(const Installation& installation, const std::string& path, std::string reason) {
    const Resource& by = *installation.resource;
    rendered_.gaps.push_back({by.file->path, by.root["metadata"]["name"].span(),
                              fmt::format("`{}`", path), std::move(reason), GapKind::release});
  }

  const FileSet& files_;
  const Sites& sites_;
  Rendered& rendered_;
};

}  // namespace

void name_units(const FileSet& files, const Sites& sites, Rendered& rendered) {
  Namer namer(files, sites, rendered);
  for (Installation& installation : rendered.installations) {
    for (InstalledSource& source : installation.sources) namer.name(installation, source);
  }
}

}  // namespace fairlead
