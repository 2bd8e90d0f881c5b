#include "cli/files/root.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace fairlead {
namespace {

namespace fs = std::filesystem;

/// The nearest directory at or above `path` that holds `.git`; empty where there is none.
fs::path repository_of(fs::path path) {
  std::error_code error;
  for (;; path = path.parent_path()) {
    if (fs::exists(path / ".git", error)) return path;
    if (path == path.root_path()) return {};
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

}  // namespace

Result<Root> find_root(const std::vector<std::string>& paths) {
  std::error_code error;
  const fs::path here = fs::canonical(fs::current_path(error), error);
  if (error) return unavailable("the current directory cannot be read");
  std::vector<fs::path> wanted;
  for (const std::string& path : paths) {
    // Only the way to the last part may lead through links; a link itself is left aside by the
    // walk.
    const fs::path absolute = fs::absolute(path, error).lexically_normal();
    if (!fs::exists(fs::symlink_status(absolute, error)))
      return usage_error(fmt::format("`{}` does not exist", path));
    const bool directory = fs::is_directory(absolute, error);
    const fs::path full = directory
                              ? fs::canonical(absolute, error)
                              : fs::canonical(absolute.parent_path(), error) / absolute.filename();
    wanted.push_back(full);
  }
  if (wanted.empty()) wanted.push_back(here);

  Root root;
  const fs::path first =
      fs::is_directory(wanted.front(), error) ? wanted.front() : wanted.front().parent_path();
  fs::path directory = repository_of(first);
  if (directory.empty()) directory = is_below(first, here) ? here : first;
  for (const fs::path& path : wanted) {
    while (!is_below(path, directory) && directory != directory.root_path())
      directory = directory.parent_path();
  }
  root.directory = directory.string();
  for (const fs::path& path : wanted) root.paths.push_back(below(path, directory));
  if (is_below(here, directory)) {
    root.prefix = below(here, directory);
    if (!root.prefix.empty()) root.prefix += '/';
  }
  return root;
}

}  // namespace fairlead
