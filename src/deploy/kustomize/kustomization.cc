#include "deploy/kustomize/kustomization.h"

#include <algorithm>

#include "base/text.h"
#include "deploy/types/format.h"

namespace fairlead {
namespace {

void add_path(const File& kustomization, Ref at, std::string_view entry,
              std::optional<FileFormat> format, std::vector<PathRef>& paths) {
  if (entry.empty()) return;
  PathRef ref{at, {}, is_remote(entry), format};
  if (!ref.remote) ref.path = joined_path(directory_of(kustomization.path), entry).value_or("");
  paths.push_back(std::move(ref));
}

void add_list(const File& kustomization, Ref list, FileFormat format, std::vector<PathRef>& paths) {
  for (const Node* item : list.items()) {
    add_path(kustomization, Ref(item), Ref(item).text(), format, paths);
  }
}

}  // namespace

bool is_remote(std::string_view entry) {
  return contains(entry, "://") || contains(entry, "?ref=") || entry.starts_with("git@") ||
         entry.starts_with("github.com/") || entry.starts_with("git::");
}

bool is_kustomization(const File& file) {
  if (std::ranges::find(kustomization_names, base_name(file.path)) == kustomization_names.end())
    return false;
  const std::string_view api = first_root(file)["apiVersion"].text();
  return api.empty() || api.starts_with("kustomize.config.k8s.io/");
}

std::vector<PathRef> resource_paths(const File& kustomization) {
  std::vector<PathRef> paths;
  const Ref root = first_root(kustomization);
  for (const std::string_view field : {"resources", "bases", "components"}) {
    add_list(kustomization, root[field], FileFormat::yaml, paths);
  }
  if (paths.size() > most_resource_paths) paths.resize(most_resource_paths);
  return paths;
}

std::vector<PathRef> input_paths(const File& kustomization) {
  std::vector<PathRef> paths;
  const Ref root = first_root(kustomization);
  for (const std::string_view field : {"patchesStrategicMerge", "configurations", "crds",
                                       "generators", "transformers", "validators"}) {
    add_list(kustomization, root[field], FileFormat::yaml, paths);
  }
  for (const std::string_view field : {"patches", "patchesJson6902", "replacements"}) {
    for (const Node* item : root[field].items()) {
      add_path(kustomization, Ref(item)["path"], Ref(item)["path"].text(), FileFormat::yaml, paths);
    }
  }
  for (const std::string_view field : {"configMapGenerator", "secretGenerator"}) {
    for (const Node* item : root[field].items()) {
      const Ref generator(item);
      for (const Node* file : generator["files"].items()) {
        // `key=path`, or a path whose last part is the key.
        const std::string_view entry = Ref(file).text();
        const auto equals = entry.find('=');
        const std::string_view path =
            equals == std::string_view::npos ? entry : entry.substr(equals + 1);
        // YAML that becomes a ConfigMap's value is some program's, and none of ours.
        auto format = format_of(path);
        if (format == FileFormat::yaml || format == FileFormat::json) format.reset();
        add_path(kustomization, Ref(file), path, format, paths);
      }
      add_list(kustomization, generator["envs"], FileFormat::env_file, paths);
      add_path(kustomization, generator["env"], generator["env"].text(), FileFormat::env_file,
               paths);
    }
  }
  return paths;
}

const File* kustomization_in(const FileSet& files, std::string_view directory) {
  for (const std::string_view name : kustomization_names) {
    const auto path = joined_path(directory, name);
    const File* file = path ? files.find(*path) : nullptr;
    if (file && is_kustomization(*file)) return file;
  }
  return nullptr;
}

}  // namespace fairlead
