#include "cli/files/mounted_files.h"

#include <fmt/format.h>

#include <charconv>

namespace fairlead {
namespace {

/// No file of a repository is called so.
constexpr std::string_view top = "(mounted)/";

}  // namespace

std::string MountedFiles::mount(const std::string& directory) {
  mounted_.emplace_back(directory);
  return fmt::format("{}{}", top, mounted_.size() - 1);
}

std::pair<const Files*, std::string> MountedFiles::found(const std::string& path) const {
  if (!path.starts_with(top)) return {&files_, path};
  const std::size_t end = std::min(path.find('/', top.size()), path.size());
  std::size_t index = mounted_.size();
  std::from_chars(path.data() + top.size(), path.data() + end, index);
  if (index >= mounted_.size()) return {&files_, path};
  return {&mounted_[index], path.substr(std::min(end + 1, path.size()))};
}

Result<std::string> MountedFiles::read(const std::string& path, std::size_t limit) const {
  const auto [files, name] = found(path);
  return files->read(name, limit);
}

Result<std::vector<DirectoryEntry>> MountedFiles::list(const std::string& path) const {
  const auto [files, name] = found(path);
  return files->list(name);
}

std::optional<EntryKind> MountedFiles::kind(const std::string& path) const {
  const auto [files, name] = found(path);
  return files->kind(name);
}

std::optional<std::string> MountedFiles::link(const std::string& path) const {
  const auto [files, name] = found(path);
  return files->link(name);
}

Result<std::vector<std::string>> mount_chart_paths(const std::vector<std::string>& directories,
                                                   MountedFiles& files) {
  std::vector<std::string> places;
  for (const std::string& directory : directories) {
    if (!DiskFiles(directory).list(""))
      return usage_error(fmt::format("--chart-path: `{}` is not a directory", directory));
    places.push_back(files.mount(directory));
  }
  return places;
}

}  // namespace fairlead
