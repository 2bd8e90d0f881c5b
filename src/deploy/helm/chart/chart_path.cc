#include "deploy/helm/chart/chart_path.h"

#include <algorithm>

#include "base/versions/version_constraint.h"
#include "tree/document.h"

namespace fairlead::helm {

ChartPath::ChartPath(const Files& files, const std::vector<std::string>& directories) {
  for (const std::string& directory : directories) {
    const auto entries = files.list(directory);
    if (!entries) continue;
    for (const DirectoryEntry& entry : *entries) add(files, directory, entry);
  }
  for (auto& [name, all] : by_name_)
    std::ranges::sort(all, [](const Candidate& a, const Candidate& b) {
      std::string error;
      const auto left = semantic_version(a.version, error),
                 right = semantic_version(b.version, error);
      const int order = left && right ? left->compared(*right) : int(!right) - int(!left);
      return order != 0 ? order > 0 : a.path < b.path;
    });
}

void ChartPath::add(const Files& files, const std::string& directory, const DirectoryEntry& entry) {
  const auto path = joined_path(directory, entry.name);
  if (!path) return;
  if (entry.kind == EntryKind::directory) add_folder(files, *path);
  if (entry.kind == EntryKind::file && path->ends_with(".tgz")) add_packed(*path);
}

void ChartPath::add_folder(const Files& files, const std::string& path) {
  constexpr std::size_t most = 1u << 20;
  auto text = files.read(path + "/Chart.yaml", most);
  if (!text || text->size() > most) return;
  SourceMap sources;
  Arena arena;
  const Tree tree = read_yaml(arena, sources, sources.add_written("Chart.yaml", std::move(*text)));
  if (tree.documents.empty()) return;
  const Ref chart(tree.documents.front().root);
  by_name_[std::string(chart["name"].text())].push_back(
      {std::string(chart["version"].text()), path});
}

/// "cache-1.2.0.tgz": the version begins at the first `-` with a version behind it.
void ChartPath::add_packed(const std::string& path) {
  std::string_view name = base_name(path);
  name.remove_suffix(std::string_view(".tgz").size());
  for (std::size_t at = name.find('-'); at != name.npos; at = name.find('-', at + 1)) {
    const std::string_view version = name.substr(at + 1);
    if (!is_version(version)) continue;
    by_name_[std::string(name.substr(0, at))].push_back({std::string(version), path});
    return;
  }
}

std::optional<std::string> ChartPath::find(std::string_view name, std::string_view range) const {
  const auto all = by_name_.find(name);
  if (all == by_name_.end()) return std::nullopt;
  for (const Candidate& each : all->second)
    if (range.empty() || version_fits(range, each.version)) return each.path;
  return std::nullopt;
}

}  // namespace fairlead::helm
