#include "cli/files/repository.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "base/files.h"
#include "base/text.h"
#include "code/builds/builds.h"

namespace fairlead {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest = 1u << 20;

/// A small file of git's; "" where it cannot be read.
std::string small_file(const fs::path& path) {
  const DiskFiles files(path.parent_path().string());
  return files.read(path.filename().string(), longest).value_or("");
}

/// Where `.git` leads: a worktree's is a file that names its directory, and a file there the one of
/// the repository.
fs::path git_directory(const fs::path& git) {
  std::error_code error;
  if (fs::is_directory(git, error)) return git;
  const std::string text = small_file(git);
  constexpr std::string_view names = "gitdir:";
  if (!text.starts_with(names)) return {};
  const fs::path own =
      git.parent_path() / fs::path(trimmed(std::string_view(text).substr(names.size())));
  const std::string common = small_file(own / "commondir");
  return common.empty() ? own : own / fs::path(trimmed(common));
}

}  // namespace

std::string repository_at(const std::string& directory) {
  if (const char* named = std::getenv("GITHUB_REPOSITORY"); named && *named)
    return repository_named(named);
  const fs::path git = git_directory(fs::path(directory) / ".git");
  return git.empty() ? "" : repository_of_git(small_file(git / "config"));
}

}  // namespace fairlead
