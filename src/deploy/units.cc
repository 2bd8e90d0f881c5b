#include "deploy/units.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/glob.h"
#include "base/text.h"
#include "deploy/compose/compose.h"
#include "deploy/compose/compose_mounts.h"
#include "deploy/kustomize/kustomization.h"
#include "deploy/skaffold/skaffold.h"

namespace fairlead {
namespace {

bool is_values(std::string_view path) {
  const std::string name = lower(base_name(path));
  const std::string_view stem = std::string_view(name).substr(0, name.rfind('.'));
  return stem.starts_with("values") || stem.ends_with("values");
}

bool is_component(const File& file) { return first_root(file)["kind"].text() == "Component"; }

/// Whether a unit has anything to do with a file: it holds manifests, configuration, or a mistake.
bool matters(const File& file) {
  if (file.format != FileFormat::yaml && file.format != FileFormat::json) return true;
  if (!file.tree.problems.empty()) return true;
  return std::ranges::any_of(file.tree.documents, [](const Document& document) {
    const Ref root(document.root);
    return root && root["apiVersion"] && root["kind"];
  });
}

class Discoverer {
 public:
  Discoverer(const FileSet& files, const std::vector<Found>& found, const SourceMap& sources,
             std::span<const redis::ClientLibrary> clients, ConfigUse use)
      : files_(files), projects_(files, sources, clients, use) {
    for (const Found& entry : found) {
      if (!entry.left_aside.empty()) {
        result_.left_aside.push_back({entry.path, {}, "", entry.left_aside});
      } else if (const File* file = files.find(entry.path)) {
        found_.push_back(file);
      }
    }
  }

  Result<Discovery> run() {
    if (auto read = projects_.read(); !read) return tl::unexpected(read.error());
    result_.configs = std::move(projects_.configs());
    result_.inventories = projects_.inventories();
    kustomizations();
    charts();
    // Compose files first: what their servers mount is read with them.
    for (const bool composes : {true, false}) {
      for (const File* file : found_) {
        if (taken_.contains(file) || is_config(file->path) || is_inventory(file->path)) continue;
        if (is_compose_name(file->path) == composes) plain(*file);
      }
    }
    for (auto& [directory, unit] : plain_) result_.units.push_back(std::move(unit));
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

  bool excluded(const File& file) const {
    const Config& config = result_.config(projects_.of(directory_of(file.path)));
    std::string_view path = file.path;
    if (!config.directory.empty()) path.remove_prefix(config.directory.size() + 1);
    return std::ranges::any_of(config.exclude, [&](const std::string& pattern) {
      return path_matches(pattern, path) || path_matches(pattern + "/**", path);
    });
  }

  /// Everything that is reached from a kustomization, itself included.
  void reach(const File& kustomization) {
    if (!reached_.insert(&kustomization).second) return;
    taken_.insert(&kustomization);
    for (const auto& paths : {resource_paths(kustomization), input_paths(kustomization)}) {
      for (const PathRef& ref : paths) {
        if (const File* file = files_.find(ref.path)) taken_.insert(file);
        if (ref.remote || ref.path.empty()) continue;
        if (const File* below = kustomization_in(files_, ref.path)) reach(*below);
      }
    }
  }

  void kustomizations() {
    std::vector<const File*> all;
    std::set<const File*> used;
    for (const auto& [path, file] : files_.all()) {
      if (!is_kustomization(*file)) continue;
      all.push_back(file.get());
      for (const PathRef& ref : resource_paths(*file)) {
        const File* below = ref.path.empty() ? nullptr : kustomization_in(files_, ref.path);
        if (below && below != file.get()) used.insert(below);
      }
    }
    const std::set<const File*> found(found_.begin(), found_.end());
    // Roots first; then one of each circle, so that it is reported.
    for (const bool roots : {true, false}) {
      for (const File* file : all) {
        if (reached_.contains(file) || (roots && used.contains(file)) || is_component(*file))
          continue;
        reach(*file);
        if (!found.contains(file) || excluded(*file)) continue;
        const std::string directory(directory_of(file->path));
        result_.units.push_back(unit_of(UnitKind::kustomization, directory, directory, {file}));
      }
    }
    for (const File* file : all) {
      if (reached_.contains(file)) continue;
      reach(*file);
      result_.left_aside.push_back(
          {file->path, {}, "", "a component that no kustomization here uses"});
    }
  }

  void charts() {
    std::map<std::string, const File*, std::less<>> charts;
    for (const File* file : found_) {
      if (base_name(file->path) != "Chart.yaml" || !first_root(*file)["name"]) continue;
      charts.emplace(directory_of(file->path), file);
      taken_.insert(file);
    }
    for (const File* file : found_) {
      const auto chart = charts.find(directory_of(file->path));
      if (chart == charts.end() || taken_.contains(file) || file->format != FileFormat::yaml)
        continue;
      if (!is_values(file->path) || excluded(*file)) continue;
      taken_.insert(file);
      Unit unit = unit_of(UnitKind::chart_values, file->path, chart->first, {chart->second, file});
      for (const std::string_view directory :
           {std::string_view(chart->first), directory_of(chart->first)}) {
        for (const std::string_view name : {".env.example", ".env.sample", ".env.template"}) {
          const auto path = joined_path(directory, name);
          if (const File* env = path ? files_.find(*path) : nullptr) unit.files.push_back(env);
        }
      }
      result_.units.push_back(std::move(unit));
    }
  }

  void plain(const File& file) {
    if (excluded(file)) return leave(file, "excluded by fairlead.yaml");
    if (is_compose_name(file.path)) return compose(file);
    if (file.format == FileFormat::env_file || file.format == FileFormat::dependencies ||
        !matters(file)) {
      return;
    }
    const std::string directory(directory_of(file.path));
    if (kustomization_in(files_, directory)) {
      return leave(file, "not listed in the kustomization beside it");
    }
    const auto [place, added] = plain_.try_emplace(directory);
    if (added) place->second = unit_of(UnitKind::manifests, directory, directory, {});
    place->second.files.push_back(&file);
  }

  /// A compose project is a world of its own: nothing in it answers what is deployed elsewhere.
  void compose(const File& file) {
    if (!first_root(file)["services"]) return leave(file, "a compose file without `services`");
    if (is_compose_override(file.path) && compose_beside(file)) return;  // read with that one
    Unit unit = unit_of(UnitKind::compose, file.path, directory_of(file.path), {&file});
    unit.world = WorldId(result_.configs.size() + compose_projects_++);
    const std::size_t dot = file.path.rfind('.');
    const File* other = files_.find(file.path.substr(0, dot) + ".override" + file.path.substr(dot));
    if (other && is_compose_override(other->path)) unit.files.push_back(other);
    for (const File* each : unit.files) add_mounted(*each, unit);
    if (compose_files_.empty()) {
      for (const File* each : found_) {
        if (is_compose_name(each->path)) compose_files_[directory_of(each->path)].push_back(each);
      }
    }
    for (const File* each : compose_files_[directory_of(file.path)]) {
      if (std::ranges::find(unit.files, each) != unit.files.end()) continue;
      unit.beside.push_back(each);
      if (unit.beside.size() == most_compose_files) break;
    }
    result_.units.push_back(std::move(unit));
  }

  void add_mounted(const File& file, Unit& unit) {
    for (ComposeConfig& each : compose_configs(file, files_)) {
      const File* config = each.config.file;
      if (!config || excluded(*config) || !is_redis_format(*config)) continue;
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

  void leave(const File& file, std::string reason) {
    result_.left_aside.push_back({file.path, {file.source, 0, 0}, "", std::move(reason)});
  }

  const FileSet& files_;
  Projects projects_;
  std::vector<const File*> found_;
  std::set<const File*> taken_, reached_;
  std::map<std::string_view, std::vector<const File*>> compose_files_;  // by directory
  std::map<std::string, Unit> plain_;
  std::size_t compose_projects_ = 0;
  Discovery result_;
};

}  // namespace

std::vector<File*> add_reached(FileSet& files, SourceMap& sources) {
  std::map<std::string, FileFormat> wanted;
  const auto want = [&](const std::string& path, FileFormat format) {
    if (!files.find(path) && files.disk().kind(path) == EntryKind::file)
      wanted.emplace(path, format);
  };
  std::set<std::string_view> directories;  // each is asked once, however many files it has
  for (const auto& [path, file] : files.all()) {
    if (directories.contains(directory_of(path))) continue;
    for (const std::string_view directory : directories_above(directory_of(path))) {
      if (!directories.insert(directory).second) break;
      for (const std::string_view name : config_names) {
        if (const auto config = joined_path(directory, name)) want(*config, FileFormat::yaml);
      }
      if (const auto inventory = joined_path(directory, inventory_name))
        want(*inventory, FileFormat::yaml);
    }
  }
  for (const auto& [path, file] : files.all()) {
    if (is_compose_name(path)) {
      for (const std::string& env : compose_env_files(*file)) want(env, FileFormat::env_file);
      for (const Entry& service : first_root(*file)["services"].entries()) {
        for (const std::string& manifest : compose_manifests(path, Ref(service.value)))
          want(manifest, FileFormat::dependencies);
      }
      for (const ComposeConfig& each : compose_configs(*file, files))
        want(each.path, each.config.format);
    }
    if (is_skaffold(*file)) {
      for (const SkaffoldImage& image : skaffold_images(*file)) {
        for (const std::string& manifest : image.manifests)
          want(manifest, FileFormat::dependencies);
      }
    }
    if (!is_kustomization(*file)) continue;
    for (const PathRef& ref : resource_paths(*file)) {
      if (ref.path.empty() || files.find(ref.path)) continue;
      want(ref.path, FileFormat::yaml);
      for (const std::string_view name : kustomization_names) {
        if (const auto below = joined_path(ref.path, name)) want(*below, FileFormat::yaml);
      }
    }
    for (const PathRef& ref : input_paths(*file)) {
      if (!ref.path.empty() && ref.format) want(ref.path, *ref.format);
    }
  }
  std::vector<File*> added;
  for (const auto& [path, format] : wanted) added.push_back(&files.add(sources, path, format));
  return added;
}

Result<Discovery> discover(const FileSet& files, const std::vector<Found>& found,
                           const SourceMap& sources, std::span<const redis::ClientLibrary> clients,
                           ConfigUse use) {
  return Discoverer(files, found, sources, clients, use).run();
}

}  // namespace fairlead
