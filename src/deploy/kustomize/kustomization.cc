#include "deploy/kustomize/kustomization.h"

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "deploy/types/format.h"

namespace fairlead {
namespace {

/// Gathers the paths of one kustomization.
class Paths {
 public:
  explicit Paths(const File& kustomization) : directory_(directory_of(kustomization.path)) {}

  void add(Ref at, std::string_view written, PathUse use, Ref entry,
           std::optional<FileFormat> format) {
    if (written.empty() || all_.size() >= most_paths) return;
    PathRef ref{at, entry, {}, is_remote(written), false, use, format};
    if (!ref.remote) {
      auto path = joined_path(directory_, written);
      ref.outside = !path;
      ref.path = std::move(path).value_or("");
    }
    all_.push_back(std::move(ref));
  }
  void add(Ref at, PathUse use, Ref entry) { add(at, at.text(), use, entry, FileFormat::yaml); }

  void generator(Ref generator) {
    for (const Node* file : generator["files"].items()) {
      // `key=path`, or a path whose last part is the key.
      const std::string_view entry = Ref(file).text();
      const auto equals = entry.find('=');
      const std::string_view path =
          equals == std::string_view::npos ? entry : entry.substr(equals + 1);
      // YAML that becomes a ConfigMap's value is some program's, and none of ours.
      auto format = format_of(path);
      if (format && is_yaml_or_json(*format)) format.reset();
      add(Ref(file), path, PathUse::generator_file, generator, format);
    }
    for (const Node* item : generator["envs"].items())
      add(Ref(item), Ref(item).text(), PathUse::env_file, generator, FileFormat::env_file);
    const Ref env = generator["env"];
    add(env, env.text(), PathUse::env_file, generator, FileFormat::env_file);
  }

  /// What is called a file of values may be part of a chart that is fetched.
  void chart(Ref entry) {
    add(entry["valuesFile"], PathUse::chart_values, entry);
    for (const Node* file : entry["additionalValuesFiles"].items())
      add(Ref(file), PathUse::chart_values, entry);
  }

  std::vector<PathRef> all() && { return std::move(all_); }

 private:
  std::string_view directory_;
  std::vector<PathRef> all_;
};

}  // namespace

bool is_kustomization(const File& file) {
  if (std::ranges::find(kustomization_names, base_name(file.path)) == kustomization_names.end())
    return false;
  const std::string_view api = first_root(file)["apiVersion"].text();
  return api.empty() || api.starts_with("kustomize.config.k8s.io/");
}

std::vector<PathRef> resource_paths(const File& kustomization) {
  Paths paths(kustomization);
  const Ref root = first_root(kustomization);
  for (const std::string_view field : {"resources", "bases", "components"}) {
    for (const Node* item : root[field].items()) paths.add(Ref(item), PathUse::resource, {});
  }
  return std::move(paths).all();
}

std::vector<PathRef> input_paths(const File& kustomization) {
  Paths paths(kustomization);
  const Ref root = first_root(kustomization);
  for (const std::string_view field :
       {"configurations", "crds", "generators", "transformers", "validators"}) {
    for (const Node* item : root[field].items()) paths.add(Ref(item), PathUse::configuration, {});
  }
  paths.add(root["openapi"]["path"], PathUse::configuration, {});
  for (const std::string_view field : {"patches", "patchesJson6902", "replacements"}) {
    const PathUse use = field == "replacements" ? PathUse::configuration : PathUse::patch;
    for (const Node* item : root[field].items()) paths.add(Ref(item)["path"], use, Ref(item));
  }
  for (const Node* item : root["patchesStrategicMerge"].items()) {
    // Else it is the patch itself.
    if (!contains(Ref(item).text(), "\n")) paths.add(Ref(item), PathUse::patch, Ref(item));
  }
  for (const std::string_view field : {"configMapGenerator", "secretGenerator"}) {
    for (const Node* item : root[field].items()) paths.generator(Ref(item));
  }
  for (const Node* item : root["helmCharts"].items()) paths.chart(Ref(item));
  return std::move(paths).all();
}

}  // namespace fairlead
