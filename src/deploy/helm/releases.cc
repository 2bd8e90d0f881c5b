#include "deploy/helm/releases.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "deploy/helm/chart_directory.h"
#include "deploy/helm/fetched_charts.h"

namespace fairlead {
namespace {

/// A values file of a source: within the chart's directory, or in another source of this
/// repository (`$ref/path`).
void add_value_file(const FileSet& files, std::string_view directory, std::string_view entry,
                    bool in_package, Release& release, bool may_lack = false) {
  std::optional<std::string> path;
  if (entry.starts_with('$') && contains(entry, "/"))
    path = std::string(entry.substr(entry.find('/') + 1));
  else if (!in_package)
    path = entry.starts_with('/') ? std::string(entry.substr(1)) : joined_path(directory, entry);
  const File* file = path ? files.find(*path) : nullptr;
  if (file && file->tree.problems.empty())
    release.values.push_back({first_root(*file), false, "", false, file});
  else if (!may_lack || !path || files.disk().kind(*path))
    release.open_values = true;
}

}  // namespace

void give(const FileSet& files, const InstalledSource& source,
          std::optional<std::string_view> directory, Release& release) {
  for (const std::string& entry : source.value_files)
    add_value_file(files, directory.value_or(""), entry, !directory, release, source.lacking_files);
  release.values.insert(release.values.end(), source.values.begin(), source.values.end());
  release.parameters = source.parameters;
}

namespace {

void add_source(const FileSet& files, const Installation& from, const InstalledSource& source,
                std::vector<Release>& releases) {
  Release release;
  release.resource = from.resource;
  release.at = from.resource->root["metadata"]["name"];
  release.namespace_name = from.namespace_name;
  release.name = source.release;
  release.offline = from.offline;
  release.whole = !from.one_of_many;
  release.open_values = source.open_values;
  release.repository = source.repository;
  release.version = source.version;
  const bool is_unit = source.unfollowed.empty() && !source.open_values && !source.changed;
  if (is_unit && source.path.empty() && !source.chart.empty()) return;  // it says itself what it is
  // A chart of which nothing is in view, not even its name, is given values all the same.
  if (!source.chart.empty() || (source.path.empty() && !source.values.empty())) {
    release.chart = release.called = source.chart;
    give(files, source, std::nullopt, release);
    releases.push_back(std::move(release));
    return;
  }
  const std::string_view path = source.path;
  const auto directory = joined_path("", path.starts_with('/') ? path.substr(1) : path);
  const File* chart = directory ? files.find(*joined_path(*directory, "Chart.yaml")) : nullptr;
  if (path.empty() || !chart) return;
  give(files, source, *directory, release);
  add_dependencies(files, *chart, release, releases);
}

}  // namespace

void add_releases(const FileSet& files, Rendered& rendered) {
  for (const Installation& each : rendered.installations) {
    if (each.anything || each.plain) continue;
    for (const InstalledSource& source : each.sources)
      add_source(files, each, source, rendered.releases);
  }
}

void add_chart_releases(const FileSet& files, const Unit& unit,
                        std::span<const ReleaseValues> values, Rendered& rendered) {
  const File& chart = *unit.files.front();
  Release base;
  base.name = unit.release.value_or(std::string(first_root(chart)["name"].text()));
  base.name_assumed = !unit.release;
  base.namespace_name = unit.release_namespace;
  for (const ReleaseValues& each : values) {
    if (!each.own) base.values.push_back(each);
  }
  base.parameters = unit.parameters;
  if (is_fetched(unit)) base.at = unit.altered->at;
  add_dependencies(files, chart, base, rendered.releases);
}

void add_kustomized_releases(const FileSet& files, const File& kustomization, Rendered& rendered) {
  const Ref root = first_root(kustomization);
  for (const Node* item : root["helmCharts"].items()) {
    const Ref entry(item);
    Release release;
    release.chart = release.called = std::string(entry["name"].text());
    release.repository = std::string(entry["repo"].text());
    release.version = std::string(entry["version"].text());
    release.at = entry["name"];
    release.offline = true;
    if (!entry["releaseName"].text().empty())
      release.name = std::string(entry["releaseName"].text());
    release.namespace_name = std::string(entry["namespace"].text());
    const auto add_file = [&](std::string_view path) {
      if (!path.empty())
        add_value_file(files, directory_of(kustomization.path), path, false, release);
    };
    add_file(entry["valuesFile"].text());
    for (const Node* each : entry["additionalValuesFiles"].items()) add_file(Ref(each).text());
    if (const Ref values = entry["valuesInline"]; values.present())
      release.values.push_back({values, false, ""});
    rendered.releases.push_back(std::move(release));
  }
}

}  // namespace fairlead
