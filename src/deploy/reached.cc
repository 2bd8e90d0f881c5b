#include "deploy/reached.h"

#include <map>

#include "base/files.h"
#include "deploy/compose/compose.h"
#include "deploy/compose/compose_mounts.h"
#include "deploy/compose/filled_compose.h"
#include "deploy/projects.h"
#include "deploy/skaffold/skaffold.h"

namespace fairlead {

/// Paths that are wanted, as far as they are files that are not there yet.
class ReachedFiles::Wanted {
 public:
  explicit Wanted(const FileSet& files) : files_(files) {}

  void want(const std::string& path, FileFormat format) {
    if (!files_.find(path) && files_.disk().kind(path) == EntryKind::file)
      formats_.emplace(path, format);
  }
  void want(std::string_view directory, std::string_view name, FileFormat format) {
    if (const auto path = joined_path(directory, name)) want(*path, format);
  }
  /// What speaks for others: where it is a link, which none reads, that has to be said.
  void want_config(std::string_view directory, std::string_view name) {
    const auto path = joined_path(directory, name);
    if (!path) return;
    want(*path, FileFormat::yaml);
    if (files_.disk().kind(*path) == EntryKind::symlink && !files_.find(*path))
      formats_.emplace(*path, FileFormat::yaml);
  }
  /// All files below a chart's directory, which its templates may read.
  void want_chart(const std::string& directory, int depth = 0) {
    constexpr int deepest = 20;
    constexpr std::size_t most = 20'000;
    const auto entries = files_.disk().list(directory);
    if (!entries || depth > deepest) return;
    for (const DirectoryEntry& entry : *entries) {
      const auto path = joined_path(directory, entry.name);
      if (!path || formats_.size() >= most) continue;
      if (entry.kind == EntryKind::directory && entry.name != ".git") want_chart(*path, depth + 1);
      if (entry.kind == EntryKind::file && !is_packed(*path)) want(*path, FileFormat::chart_file);
    }
  }
  const std::map<std::string, FileFormat>& all() const { return formats_; }

 private:
  /// An archive is unpacked by who loads the chart.
  static bool is_packed(std::string_view path) { return path.ends_with(".tgz"); }

  const FileSet& files_;
  std::map<std::string, FileFormat> formats_;
};

std::vector<File*> ReachedFiles::needed_by(std::span<File* const> parsed) {
  Wanted wanted(files_);
  for (const File* file : parsed) {
    configs_above(*file, wanted);
    if (base_name(file->path) == "Chart.yaml" && first_root(*file)["name"])
      wanted.want_chart(std::string(directory_of(file->path)));
    if (is_compose(*file) || compose_named_.contains(file->path)) compose_files_.push_back(file);
    if (is_skaffold(*file)) {
      for (const SkaffoldImage& image : skaffold_images(*file)) {
        for (const std::string& manifest : image.manifests)
          wanted.want(manifest, FileFormat::dependencies);
      }
    }
    if (const Kustomization* made = kustomizations_.add(*file)) kustomization(*made, wanted);
  }
  compose(wanted);
  std::vector<File*> added;
  for (const auto& [path, format] : wanted.all())
    added.push_back(&files_.add(sources_, path, format));
  return added;
}

KustomizationGraph ReachedFiles::kustomizations() && {
  kustomizations_.tie(files_);
  return std::move(kustomizations_);
}

void ReachedFiles::configs_above(const File& file, Wanted& wanted) {
  for (const std::string_view directory : directories_above(directory_of(file.path))) {
    if (!directories_.emplace(directory).second) return;
    for (const std::string_view name : config_names) wanted.want_config(directory, name);
    wanted.want_config(directory, inventory_name);
  }
}

/// All compose files every time: what a configuration that was just read names is theirs, too.
void ReachedFiles::compose(Wanted& wanted) {
  for (const File* file : compose_files_) {
    wanted.want(variables_path(file->path), FileFormat::env_file);
    const FilledCompose compose(*file, files_, sources_);
    for (const auto named : {compose_included, compose_extended}) {
      for (std::string& path : named(file->path, compose.root())) {
        wanted.want(path, FileFormat::yaml);
        compose_named_.insert(std::move(path));
      }
    }
    for (const Entry& service : compose.root()["services"].entries()) {
      for (const std::string& env : compose_env_files(file->path, Ref(service.value)))
        wanted.want(env, FileFormat::env_file);
      for (const std::string& manifest : compose_manifests(file->path, Ref(service.value)))
        wanted.want(manifest, FileFormat::dependencies);
    }
    for (const ComposeConfig& each :
         compose_configs(directory_of(file->path), compose.root(), files_))
      wanted.want(each.path, each.config.format);
  }
}

void ReachedFiles::kustomization(const Kustomization& each, Wanted& wanted) const {
  for (const KustomizationEdge& edge : each.resources) {
    if (!edge.ref.inside() || files_.find(edge.ref.path)) continue;
    wanted.want(edge.ref.path, FileFormat::yaml);
    for (const std::string_view name : kustomization_names)
      wanted.want(edge.ref.path, name, FileFormat::yaml);
  }
  for (const KustomizationEdge& edge : each.inputs) {
    // What a generator copies is only a text, whatever it is called.
    if (edge.ref.inside())
      wanted.want(edge.ref.path, edge.ref.format.value_or(FileFormat::chart_file));
  }
}

}  // namespace fairlead
