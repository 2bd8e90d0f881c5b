#include "cli/files/root.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace fairlead {
namespace {

namespace fs = std::filesystem;

bool holds(const fs::path& directory, const char* name) {
  std::error_code error;
  return fs::exists(fs::symlink_status(directory / name, error));
}

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

/// The nearest directory at or above `path` that holds `.git`; empty where there is none.
fs::path repository_of(fs::path path) {
  for (;; path = path.parent_path()) {
    if (holds(path, ".git")) return path;
    if (path == path.root_path()) return {};
  }
}

/// What is read for a path: never more than its repository, where it is in one.
fs::path project_of(const fs::path& path, Scope scope) {
  fs::path at = is_folder(path) ? path : path.parent_path();
  for (;; at = at.parent_path()) {
    const bool configured = holds(at, "fairlead.yaml") || holds(at, ".fairlead.yaml");
    if ((configured && scope == Scope::project) || holds(at, ".git")) return at;
    if (at == at.root_path()) return path;
  }
}

bool is_below(const fs::path& path, const fs::path& directory) {
  const auto [end, rest] =
      std::mismatch(directory.begin(), directory.end(), path.begin(), path.end());
  return end == directory.end();
}

std::string below(const fs::path& path, const fs::path& directory) {
  const std::string relative = path.lexically_relative(directory).generic_string();
  return relative == "." ? std::string() : relative;
}

/// A path as it lies on the disk. Only the way to the last part may lead through links; a link
/// itself is left aside by the walk.
Result<fs::path> on_disk(const std::string& path) {
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error).lexically_normal();
  const fs::file_status status = fs::symlink_status(absolute, error);
  if (status.type() == fs::file_type::not_found)
    return usage_error(fmt::format("`{}` does not exist", path));
  if (status.type() == fs::file_type::none)
    return unavailable(fmt::format("cannot read `{}`: {}", path, error.message()));
  fs::path full = is_folder(absolute)
                      ? fs::canonical(absolute, error)
                      : fs::canonical(absolute.parent_path(), error) / absolute.filename();
  if (error) return unavailable(fmt::format("cannot read `{}`: {}", path, error.message()));
  return full;
}

/// The directory that holds all of them: the first one's repository, else `here` where it lies
/// there, else its own; or one above these.
fs::path common_directory(const std::vector<fs::path>& paths, const fs::path& here) {
  const fs::path& front = paths.front();
  const fs::path first = is_folder(front) ? front : front.parent_path();
  fs::path directory = repository_of(first);
  if (directory.empty()) directory = is_below(first, here) ? here : first;
  for (const fs::path& path : paths) {
    while (!is_below(path, directory) && directory != directory.root_path())
      directory = directory.parent_path();
  }
  return directory;
}

}  // namespace

Result<Root> find_root(const std::vector<std::string>& paths, Scope scope) {
  std::error_code error;
  const fs::path here = fs::canonical(fs::current_path(error), error);
  if (error) return unavailable("the current directory cannot be read");
  std::vector<fs::path> wanted, projects;
  for (const std::string& path : paths) {
    auto full = on_disk(path);
    if (!full) return tl::unexpected(full.error());
    wanted.push_back(std::move(*full));
  }
  if (wanted.empty()) wanted.push_back(here);
  if (scope != Scope::given) {
    for (const fs::path& path : wanted) {
      fs::path project = project_of(path, scope);
      if (std::ranges::find(projects, project) == projects.end())
        projects.push_back(std::move(project));
    }
  }

  std::vector<fs::path> all = wanted;
  all.insert(all.end(), projects.begin(), projects.end());
  const fs::path directory = common_directory(all, here);
  Root root;
  root.directory = directory.string();
  for (const fs::path& path : wanted) root.paths.push_back(below(path, directory));
  for (const fs::path& path : projects) root.project.push_back(below(path, directory));
  if (is_below(here, directory)) {
    root.prefix = below(here, directory);
    if (!root.prefix.empty()) root.prefix += '/';
  }
  return root;
}

}  // namespace fairlead
