#include "deploy/units.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/glob.h"
#include "base/text.h"
#include "deploy/chart_installs.h"
#include "deploy/compose/compose.h"
#include "deploy/compose/compose_mounts.h"
#include "deploy/compose/compose_parts.h"
#include "deploy/declared_charts.h"
#include "deploy/helm/chart_directory.h"
#include "deploy/helm/values_sets.h"

namespace fairlead {
namespace {

/// A chart's own values are read once for each file over them, up to this many bytes in all.
constexpr std::size_t most_layered_bytes = 64u << 20;

/// Whether a unit has anything to do with a file: it holds manifests, configuration, or a mistake.
bool matters(const File& file) {
  if (!is_yaml_or_json(file.format)) return true;
  if (!file.tree.problems.empty() || !chart_installs(file).empty()) return true;
  return std::ranges::any_of(file.tree.documents, [](const Document& document) {
    const Ref root(document.root);
    return root && root["apiVersion"] && root["kind"];
  });
}

class Discoverer {
 public:
  Discoverer(const FileSet& files, const std::vector<Found>& found, const KustomizationGraph& graph,
             const SourceMap& sources, std::span<const redis::ClientLibrary> clients, ConfigUse use)
      : files_(files),
        graph_(graph),
        sources_(sources),
        projects_(files, sources, clients, use),
        use_(use) {
    for (const Found& entry : found) {
      if (entry.unreadable) continue;  // FileSet::unread() has it
      if (!entry.left_aside.empty()) {
        result_.left_aside.push_back({entry.path, {}, "", entry.left_aside, entry.kind});
        if (entry.kind == GapKind::file) lossy_.insert(std::string(directory_of(entry.path)));
      } else if (const File* file = files.find(entry.path)) {
        found_.push_back(file);
        if (!is_compose(*file)) continue;
        composes_.insert(file);
        compose_files_[directory_of(file->path)].push_back(file);
      }
    }
  }

  Result<Discovery> run() {
    if (auto read = projects_.read(); !read) return tl::unexpected(read.error());
    result_.configs = std::move(projects_.configs());
    result_.inventories = projects_.inventories();
    result_.sites = Sites(graph_);
    for (const File* file : found_) {
      if (excluded(file->path))
        result_.sites.exclude(*file);
      else if (is_yaml_or_json(file->format))
        result_.sites.add_objects(*file);
    }
    for (const auto& [path, reason] : files_.unread()) {
      const bool unused = use_.isolated && is_config(path);
      if (!unused && !excluded(path))
        result_.unread.push_back({path, {}, "", reason, GapKind::file});
    }
    note_compose_parts();
    kustomizations();
    for (const Config& config : result_.configs) {
      if (auto added = add_declared(config, files_, sources_, declared_); !added)
        return tl::unexpected(added.error());
    }
    charts();
    // Compose files first: what their servers mount is read with them.
    for (const bool composes : {true, false}) {
      for (const File* file : found_) {
        if (taken_.contains(file) || is_config(file->path) || is_inventory(file->path)) continue;
        if (composes_.contains(file) == composes) plain(*file);
      }
    }
    for (auto& [directory, unit] : plain_) {
      unit.open = lossy_.contains(directory);
      result_.sites.add(directory, unit);
      result_.units.push_back(std::move(unit));
    }
    std::ranges::stable_sort(result_.units, {}, &Unit::root);
    return std::move(result_);
  }

 private:
  /// A unit in the world of the project that a directory belongs to.
  Unit unit_of(UnitKind kind, std::string_view root, std::string_view directory,
               std::vector<const File*> files) const {
    Unit unit;
    unit.kind = kind;
    unit.root = root;
    unit.config = projects_.of(directory);
    unit.world = WorldId(static_cast<std::uint32_t>(unit.config));
    unit.files = std::move(files);
    return unit;
  }

  bool excluded(std::string_view path) const {
    const Config& config = result_.config(projects_.of(directory_of(path)));
    if (config.exclude.empty()) return false;
    if (!config.directory.empty()) path.remove_prefix(config.directory.size() + 1);
    return std::ranges::any_of(config.exclude, [&](const std::string& pattern) {
      return path_matches(pattern, path) || path_matches(pattern + "/**", path);
    });
  }

  void kustomizations() {
    for (const auto& [path, each] : graph_.all()) {
      taken_.insert(each.file);
      for (const auto* edges : {&each.resources, &each.inputs}) {
        for (const KustomizationEdge& edge : *edges) taken_.insert(edge.file);
      }
    }
    const std::set<const File*> found(found_.begin(), found_.end());
    const auto is_here = [&](const Kustomization& each) {
      return found.contains(each.file) && !result_.sites.is_excluded(*each.file);
    };
    for (const auto& [path, each] : graph_.all()) {
      if (!each.component && is_here(each))
        result_.sites.add(directory_of(path), kustomization(*each.file));
    }
    for (const Kustomization* each : graph_.roots()) {
      if (is_here(*each)) result_.units.push_back(kustomization(*each->file));
    }
    for (const Kustomization* each : graph_.unused_components()) {
      result_.left_aside.push_back({each->file->path,
                                    {},
                                    "",
                                    "a component that no kustomization here uses",
                                    GapKind::aside});
    }
  }

  Unit kustomization(const File& file) const {
    const std::string_view directory = directory_of(file.path);
    return unit_of(UnitKind::kustomization, directory, directory, {&file});
  }

  void charts() {
    std::vector<const File*> files;
    for (const File* file : found_) {
      const bool is_chart = base_name(file->path) == "Chart.yaml";
      if (is_chart || (!taken_.contains(file) && !result_.sites.is_excluded(*file)))
        files.push_back(file);
    }
    note_dependencies();
    for (const ChartSite& site : chart_sites(files)) {
      taken_.insert({site.chart, site.own});
      taken_.insert(site.values.begin(), site.values.end());
      result_.sites.add_chart(*site.chart);
      if (!is_part_of_another(*site.chart)) chart(site);
    }
  }

  /// What the charts of the repository depend on.
  void note_dependencies() {
    for (const File* file : found_) {
      const std::string_view name = base_name(file->path);
      if (name != "Chart.yaml" && name != "requirements.yaml") continue;
      for (const Node* item : first_root(*file)["dependencies"].items())
        dependencies_.insert(Ref(item)["name"].text());
    }
  }

  /// Whether a chart lies in charts/ of one that lists it: it is deployed with that one's values,
  /// and never by itself.
  bool is_part_of_another(const File& chart_file) const {
    const std::string_view folder = directory_of(directory_of(chart_file.path));
    if (base_name(folder) != "charts") return false;
    const std::string_view name = first_root(chart_file)["name"].text();
    for (const char* listing : {"Chart.yaml", "requirements.yaml"}) {
      const auto path = joined_path(directory_of(folder), listing);
      const File* parent = path ? files_.find(*path) : nullptr;
      if (!parent) continue;
      for (const Node* item : first_root(*parent)["dependencies"].items())
        if (Ref(item)["name"].text() == name) return true;
    }
    return false;
  }

  /// A unit for each way in which the chart may be installed: those that a fairlead.yaml declares,
  /// and no others then; else its own values alone, and each file over them that `-f` may give.
  void chart(const ChartSite& site) {
    const std::string_view directory = directory_of(site.chart->path);
    Unit bare = unit_of(UnitKind::chart_values, site.chart->path, directory, {site.chart});
    bare.is_dependency = dependencies_.contains(first_root(*site.chart)["name"].text());
    Unit own = bare;
    if (site.own) {
      own.root = site.own->path;
      own.files.push_back(site.own);
      own.values.push_back({first_root(*site.own), false, "", true, site.own});
    }
    const bool excluded = result_.sites.is_excluded(*site.chart);
    const File* beside = files_.find(joined_path(directory, "values.yaml").value_or(""));
    if (!excluded && site.own == beside) result_.sites.add(directory, own);
    const auto declared = declared_.find(directory);
    if (declared != declared_.end()) return declared_units(site, own, declared->second);
    if (first_root(*site.chart)["type"].text() == "library") return;
    if (site.own || !excluded) {
      add_environment(chart_with(own, {}, files_));
      if (!site.values.empty()) result_.units.back().set = own.root;
    }
    values_sets(site, own, bare);
  }

  void declared_units(const ChartSite& site, const Unit& own,
                      const std::vector<DeclaredInstall>& installs) {
    for (const DeclaredInstall& each : installs) {
      if (each.is_unread)
        leave(*site.chart, "`charts` names a values file that is not read", GapKind::chart);
      else
        add_environment(installed_as(own, each, files_));
    }
  }

  void values_sets(const ChartSite& site, const Unit& own, const Unit& bare) {
    const std::size_t size = site.own ? sources_.text(site.own->source).size() : 0;
    std::size_t left = most_layered_bytes, sets = 0;
    for (const File* file : site.values) {
      const KnownKeys keys = known_keys(site, *file, files_, sources_);
      if (!keys.fit()) {
        leave(*file,
              fmt::format("{} of its {} this chart's, so it is not given to it",
                          keys.known == 0 ? "none" : fmt::format("only {}", keys.known),
                          keys.all == 1 ? "1 key is" : fmt::format("{} keys are", keys.all)));
        continue;
      }
      if (sets++ == most_values_sets) {
        leave(*file, fmt::format("more than {} values files of one chart", most_values_sets),
              GapKind::chart);
        return;
      }
      if (size > left)
        leave(*site.own, "too many values files to be read beneath each of them", GapKind::chart);
      add_environment(chart_with(size <= left ? own : bare,
                                 {{first_root(*file), false, "", false, file}}, files_));
      result_.units.back().set = file->path;
      left -= std::min(left, size);
    }
  }

  void add_environment(Unit unit) {
    unit.environment = EnvironmentId(++environments_);
    result_.units.push_back(std::move(unit));
  }

  void plain(const File& file) {
    if (&file == use_.stream) {
      result_.units.push_back(unit_of(UnitKind::manifests, file.path, use_.home, {&file}));
      return;
    }
    if (result_.sites.is_excluded(file)) return leave(file, "excluded by fairlead.yaml");
    if (composes_.contains(&file)) return compose(file);
    if (file.format == FileFormat::env_file || file.format == FileFormat::dependencies ||
        !matters(file)) {
      return;
    }
    const std::string directory(directory_of(file.path));
    if (graph_.in(directory)) {
      result_.sites.leave_beside(directory, file);
      return leave(file, "not listed in the kustomization beside it");
    }
    const auto [place, added] = plain_.try_emplace(directory);
    if (added) place->second = unit_of(UnitKind::manifests, directory, directory, {});
    place->second.files.push_back(&file);
  }

  void note_compose_parts() {
    std::vector<const File*> read;
    for (const File* file : composes_)
      if (!result_.sites.is_excluded(*file)) read.push_back(file);
    compose_parts_ = compose_parts(read);
  }

  /// A compose project is a world of its own: nothing in it answers what is deployed elsewhere.
  void compose(const File& file) {
    // Of one that cannot be read nobody knows what it has.
    if (!first_root(file)["services"] && file.tree.problems.empty())
      return leave(file, "a compose file without `services`");
    if (const auto part = compose_parts_.find(file.path); part != compose_parts_.end())
      return leave(file, std::string(part->second));
    if (is_compose_override(file.path) && compose_beside(file)) return;  // read with that one
    Unit unit = unit_of(UnitKind::compose, file.path, directory_of(file.path), {&file});
    unit.world = WorldId(result_.configs.size() + compose_projects_++);
    const std::size_t dot = file.path.rfind('.');
    const File* other = files_.find(file.path.substr(0, dot) + ".override" + file.path.substr(dot));
    if (other && is_compose_override(other->path)) unit.files.push_back(other);
    add_mounted(unit);
    for (const File* each : compose_files_[directory_of(file.path)]) {
      if (std::ranges::find(unit.files, each) != unit.files.end()) continue;
      unit.beside.push_back(each);
      if (unit.beside.size() == most_compose_files) break;
    }
    result_.units.push_back(std::move(unit));
  }

  void add_mounted(Unit& unit) {
    for (ComposeConfig& each : compose_configs(unit, files_, sources_)) {
      const File* config = each.config.file;
      if (!config || result_.sites.is_excluded(*config) || !is_redis_format(*config)) continue;
      // The name says otherwise than the command line: it was read as the name says.
      const bool users = each.config.format == FileFormat::acl_file;
      if (users != (config->format == FileFormat::acl_file)) continue;
      taken_.insert(config);
      unit.mounted.push_back(std::move(each.config));
    }
  }

  static bool is_redis_format(const File& file) {
    return file.format == FileFormat::redis_conf || file.format == FileFormat::sentinel_conf ||
           file.format == FileFormat::acl_file;
  }

  /// The file that an override belongs to, or null.
  const File* compose_beside(const File& file) const {
    std::string path = file.path;
    path.erase(path.rfind(".override"), std::string_view(".override").size());
    const File* beside = files_.find(path);
    return beside && first_root(*beside)["services"] ? beside : nullptr;
  }

  void leave(const File& file, std::string reason, GapKind kind = GapKind::aside) {
    result_.left_aside.push_back({file.path, {file.source, 0, 0}, "", std::move(reason), kind});
  }

  const FileSet& files_;
  const KustomizationGraph& graph_;
  const SourceMap& sources_;
  Projects projects_;
  const ConfigUse use_;
  std::vector<const File*> found_;
  std::set<std::string> lossy_;  // directories in which a file was left aside
  std::set<const File*> taken_;
  std::set<std::string_view> dependencies_;
  std::set<const File*> composes_;                                      // compose files
  std::map<std::string_view, std::vector<const File*>> compose_files_;  // the same by directory
  std::map<std::string, std::string_view> compose_parts_;               // of others
  std::map<std::string, Unit> plain_;
  std::size_t compose_projects_ = 0;
  DeclaredInstalls declared_;
  std::uint32_t environments_ = 0;
  Discovery result_;
};

}  // namespace

Result<Discovery> discover(const FileSet& files, const std::vector<Found>& found,
                           const KustomizationGraph& kustomizations, const SourceMap& sources,
                           std::span<const redis::ClientLibrary> clients, ConfigUse use) {
  return Discoverer(files, found, kustomizations, sources, clients, use).run();
}

}  // namespace fairlead
