#include "discover/units.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/glob.h"
#include "base/text.h"
#include "config/inventory.h"
#include "resource/compose.h"
#include "resource/kustomization.h"
#include "resource/skaffold.h"

namespace fairlead {
namespace {

constexpr std::array<std::string_view, 2> config_names = {"fairlead.yaml", ".fairlead.yaml"};

bool is_inventory(std::string_view path) { return base_name(path) == inventory_name; }

bool is_config(std::string_view path) {
  return std::ranges::find(config_names, base_name(path)) != config_names.end();
}

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

std::vector<std::string_view> directories_above(std::string_view directory) {
  std::vector<std::string_view> above = {directory};
  while (!directory.empty()) {
    directory = directory_of(directory);
    above.push_back(directory);
  }
  return above;
}

class Discoverer {
 public:
  Discoverer(const FileSet& files, const std::vector<Found>& found, const SourceMap& sources,
             std::span<const redis::ClientLibrary> clients, ConfigUse use)
      : files_(files), sources_(sources), clients_(clients), use_(use) {
    for (const Found& entry : found) {
      if (!entry.left_aside.empty()) {
        result_.left_aside.push_back({entry.path, {}, "", entry.left_aside});
      } else if (const File* file = files.find(entry.path)) {
        found_.push_back(file);
      }
    }
  }

  Result<Discovery> run() {
    if (auto read = read_configs(); !read) return tl::unexpected(read.error());
    if (auto read = read_inventories(); !read) return tl::unexpected(read.error());
    kustomizations();
    charts();
    for (const File* file : found_) {
      if (taken_.contains(file) || is_config(file->path) || is_inventory(file->path)) continue;
      plain(*file);
    }
    for (auto& [directory, unit] : plain_) result_.units.push_back(std::move(unit));
    std::ranges::stable_sort(result_.units, {}, &Unit::root);
    return std::move(result_);
  }

 private:
  Result<bool> read_configs() {
    Config& no_file = result_.configs.emplace_back();
    for (const redis::ClientLibrary& client : clients_) no_file.clients.push_back(&client);
    if (use_.only) {
      auto config = read_config(*use_.only);
      if (!config) return tl::unexpected(config.error());
      config->directory.clear();
      no_file = std::move(*config);
    }
    if (use_.isolated) return true;
    for (const auto& [path, file] : files_.all()) {
      if (!is_config(path)) continue;
      auto config = read_config(*file);
      if (!config) return tl::unexpected(config.error());
      const auto [place, added] = project_of_.emplace(directory_of(path), result_.configs.size());
      if (!added)
        return usage_error(fmt::format("{}: {} stands in the same directory; keep one of them",
                                       path, base_name(result_.configs[place->second].path)));
      result_.configs.push_back(std::move(*config));
    }
    return true;
  }

  Result<Document> document_of(const File& file) const {
    if (!file.tree.problems.empty()) {
      const Problem& problem = file.tree.problems.front();
      const Position at = sources_.position(problem.at.source, problem.at.begin);
      return usage_error(
          fmt::format("{}:{}:{}: {}", file.path, at.line, at.column, problem.message));
    }
    Document document;
    if (!file.tree.documents.empty()) document = file.tree.documents.front();
    document.source = file.source;
    return document;
  }

  Result<Config> read_config(const File& file) const {
    const auto document = document_of(file);
    if (!document) return tl::unexpected(document.error());
    return fairlead::read_config(sources_, *document, clients_);
  }

  /// The inventory that is given, else the one beside a fairlead.yaml, else the root's.
  Result<bool> read_inventories() {
    for (Config& config : result_.configs) {
      const File* file = use_.inventory;
      if (!file) file = files_.find(joined_path(config.directory, inventory_name).value_or(""));
      if (!file) file = files_.find(inventory_name);
      if (!file) continue;
      Inventory& inventory = inventories_[file];
      if (inventory.taken.empty()) {
        auto read = read_inventory(*file);
        if (!read) return tl::unexpected(read.error());
        inventory = std::move(*read);
        result_.inventories.push_back({file->path, inventory.taken});
      }
      add_inventory(inventory, config);
    }
    return true;
  }

  Result<Inventory> read_inventory(const File& file) const {
    const auto document = document_of(file);
    if (!document) return tl::unexpected(document.error());
    return fairlead::read_inventory(sources_, *document);
  }

  std::size_t project(std::string_view directory) const {
    for (const std::string_view above : directories_above(directory)) {
      const auto place = project_of_.find(above);
      if (place != project_of_.end()) return place->second;
    }
    return 0;
  }

  bool excluded(const File& file) const {
    const Config& config = result_.configs[project(directory_of(file.path))];
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
        result_.units.push_back({UnitKind::kustomization, directory, project(directory), {file}});
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
      Unit unit{UnitKind::chart_values, file->path, project(chart->first), {chart->second, file}};
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
    Unit& unit = plain_[directory];
    unit.kind = UnitKind::manifests;
    unit.root = directory;
    unit.project = project(directory);
    unit.files.push_back(&file);
  }

  /// A compose project is a world of its own: nothing in it answers what is deployed elsewhere.
  void compose(const File& file) {
    if (!first_root(file)["services"]) return leave(file, "a compose file without `services`");
    if (is_compose_override(file.path) && compose_beside(file)) return;  // read with that one
    Unit unit{UnitKind::compose, file.path, result_.configs.size(), {&file}};
    result_.configs.push_back(Config(result_.configs[project(directory_of(file.path))]));
    const std::size_t dot = file.path.rfind('.');
    const File* other = files_.find(file.path.substr(0, dot) + ".override" + file.path.substr(dot));
    if (other && is_compose_override(other->path)) unit.files.push_back(other);
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
  const SourceMap& sources_;
  std::span<const redis::ClientLibrary> clients_;
  const ConfigUse use_;
  std::vector<const File*> found_;
  std::set<const File*> taken_, reached_;
  std::map<std::string_view, std::vector<const File*>> compose_files_;  // by directory
  std::map<std::string, std::size_t, std::less<>> project_of_;
  std::map<std::string, Unit> plain_;
  std::map<const File*, Inventory> inventories_;
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
