#include "run/repository_builds.h"

#include <algorithm>
#include <set>

#include "address/image_name.h"
#include "base/text.h"
#include "code/builds/build_list.h"
#include "code/builds/docker_commands.h"
#include "deploy/compose/compose.h"
#include "deploy/types/format.h"

namespace fairlead {
namespace {

using Units = std::span<const std::unique_ptr<UnitState>>;

/// Directories that hold no file of the repository's own builds.
constexpr std::string_view passed_over[] = {".git",        "node_modules", "vendor", ".terraform",
                                            "__pycache__", ".venv",        "venv",   ".tox"};
constexpr std::size_t deepest_directory = 32, most_files = 4'000;

/// Registries where everybody's images lie by names without an owner, or of their makers alone.
constexpr std::string_view of_others[] = {"docker.io/library/", "registry.k8s.io/", "k8s.gcr.io/",
                                          "mcr.microsoft.com/", "docker.io/bitnami/"};

/// Whether an image may be built by whoever deploys it.
bool may_be_own(std::string_view image) {
  const std::string name = image_repository(image);
  return !name.empty() && std::ranges::none_of(of_others, [&](std::string_view begin) {
    return name.starts_with(begin);
  });
}

bool is_wanted(Units units) {
  return std::ranges::any_of(units, [](const auto& unit) {
    return unit->asked && std::ranges::any_of(unit->facts->workloads, [](const Workload& each) {
             return std::ranges::any_of(each.containers, [](const Container& container) {
               return may_be_own(container.image);
             });
           });
  });
}

void find_paths(const Files& disk, const std::string& directory, std::size_t depth,
                std::set<std::string>& seen, std::vector<std::string>& paths) {
  if (depth > deepest_directory || !seen.insert(directory).second) return;
  const auto entries = disk.list(directory);
  if (!entries) return;
  for (const DirectoryEntry& entry : *entries) {
    const std::string path = directory.empty() ? entry.name : directory + "/" + entry.name;
    if (entry.kind == EntryKind::file && may_say_builds(path) && paths.size() < most_files)
      paths.push_back(path);
    const bool other = std::ranges::find(passed_over, entry.name) != std::end(passed_over);
    if (entry.kind == EntryKind::directory && !other)
      find_paths(disk, path, depth + 1, seen, paths);
  }
}

/// The project of the nearest fairlead.yaml at or above a path.
std::string_view home_of(std::string_view path, std::span<const Config> configs) {
  std::string_view home;
  for (const Config& config : configs) {
    if (!config.path.empty() && lies_below(path, config.directory) &&
        config.directory.size() > home.size())
      home = config.directory;
  }
  return home;
}

/// What compose builds is known as its variables are filled in.
void add_compose(Units units, ConfigId project, Builds& to) {
  for (const auto& unit : units) {
    if (unit->unit.kind != UnitKind::compose || unit->unit.config != project) continue;
    for (const Workload& workload : unit->facts->workloads) {
      const Ref root = workload.resource->root, build = root["build"];
      if (!build.present() || !root["image"].present()) continue;
      const std::string_view directory = directory_of(unit->unit.root);
      const std::string_view written = build["context"] ? build["context"].text() : build.text();
      const std::string context = build_path(directory, written);
      const std::string_view file = build["dockerfile"].text();
      BuildList(to, workload.resource->file->path, BuildBy::compose)
          .add(root["image"].text(), unit->sources->blame(root["image"].span()).edit, context,
               context.empty() || file.empty() ? "" : build_path(context, file));
    }
  }
}

}  // namespace

const File* RepositoryBuilds::file(const std::string& path, const BuildSources& from) {
  if (const File* known = from.files.find(path); known && known->format == FileFormat::yaml)
    return known;
  std::unique_ptr<File>& own = own_files_[path];
  if (own) return own.get();
  auto text = from.files.read(path);
  if (!text || text->size() > ReadLimits{}.bytes) return nullptr;
  own = std::make_unique<File>();
  own->path = path;
  own->format = format_of(path).value_or(FileFormat::chart_file);
  own->source = from.written.add_written(path, std::move(*text));
  if (own->format == FileFormat::yaml)
    own->tree = read_yaml(own->arena, from.written, own->source);
  else if (own->format == FileFormat::json && may_build_images(from.written.text(own->source)))
    own->tree = read_json(own->arena, from.written, own->source);
  else
    own->format = FileFormat::chart_file;
  return own.get();
}

std::vector<BuildFile> RepositoryBuilds::files_below(const BuildSources& from) {
  std::vector<std::string> paths;
  std::set<std::string> seen;
  for (const std::string& directory : from.directories)
    find_paths(from.disk, directory, 0, seen, paths);
  std::ranges::sort(paths);
  std::vector<BuildFile> files;
  for (const std::string& path : paths) {
    if (const File* each = file(path, from))
      files.push_back({each->path, each->source, first_root(*each)});
  }
  return files;
}

bool RepositoryBuilds::read(Units units, const BuildSources& from) {
  if (!is_wanted(units)) return !std::exchange(builds_, {}).empty();
  const std::vector<BuildFile> all = files_below(from);
  const std::span<const Config> configs = from.discovery.configs;
  std::map<ConfigId, Builds> made;
  for (const auto& unit : units) {
    const auto [place, fresh] = made.try_emplace(unit->unit.config);
    if (!fresh) continue;
    const Config& config = from.discovery.config(unit->unit.config);
    std::vector<BuildFile> files;
    std::ranges::copy_if(all, std::back_inserter(files), [&](const BuildFile& each) {
      const std::string_view home = home_of(each.path, configs);
      return home == config.directory || lies_below(home, config.directory) ||
             lies_below(config.directory, home);
    });
    place->second = builds_of(
        files, config.repository.empty() ? from.repository : config.repository, from.written);
    add_compose(units, place->first, place->second);
  }
  std::swap(builds_, made);
  return builds_ != made;
}

void RepositoryBuilds::forget(const std::string& path) {
  const auto found = own_files_.find(path);
  if (found == own_files_.end()) return;
  former_.push_back(std::move(found->second));
  own_files_.erase(found);
}

const Builds* RepositoryBuilds::of(ConfigId project) const {
  const auto found = builds_.find(project);
  return found == builds_.end() ? nullptr : &found->second;
}

std::vector<const File*> RepositoryBuilds::files() const {
  std::vector<const File*> all;
  for (const auto& [path, file] : own_files_)
    if (file) all.push_back(file.get());
  return all;
}

}  // namespace fairlead
