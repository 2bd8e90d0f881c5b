#include "deploy/kustomize/missing_path.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"

namespace fairlead {

void MissingPaths::tell(const std::string& kustomization, Span at, std::string_view entry,
                        const std::string& path, Rendered& rendered) {
  const auto gap = [&](std::string reason) {
    rendered.gaps.push_back(
        {kustomization, at, fmt::format("`{}`", entry), std::move(reason), GapKind::kustomization});
  };
  const auto problem = [&](std::string message) {
    rendered.problems.push_back({ProblemKind::resource_missing, at, std::move(message), {}});
  };
  const auto kind = files_.disk().kind(path);
  if (kind == EntryKind::symlink) return gap("symbolic links are not followed");
  if (kind == EntryKind::directory)
    return problem(fmt::format(
        "directory `{}` has no kustomization.yaml, so kustomize cannot build it", entry));
  if (kind == EntryKind::file) return gap("the file cannot be read");
  if (ignored_.ignores(path))
    return gap("git ignores this file, so it may exist where it is deployed from");
  if (files_.disk().hides(path))
    return problem(
        fmt::format("`{}` is not in git's index, so the commit lacks it and kustomize "
                    "builds nothing there; `git add` it",
                    entry));
  problem(fmt::format("`{}` does not exist, so kustomize builds nothing here", entry) +
          renamed(path));
}

/// What the missing path may have been renamed to: the nearest name in its directory.
std::string MissingPaths::renamed(const std::string& path) {
  const std::string directory(directory_of(path));
  const auto [place, added] = listings_.try_emplace(directory);
  if (added) place->second = files_.disk().list(directory).value_or(std::vector<DirectoryEntry>());
  constexpr std::size_t most_names = 1000;  // to compare with, for each missing path
  std::vector<std::string_view> names;
  for (const DirectoryEntry& entry : place->second) {
    if (names.size() < most_names) names.push_back(entry.name);
  }
  const std::string_view near = nearest(base_name(path), names);
  return near.empty() ? std::string() : fmt::format("; `{}` exists", near);
}

}  // namespace fairlead
