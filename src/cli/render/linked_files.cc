#include "cli/render/linked_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

namespace fairlead {

namespace fs = std::filesystem;

Result<std::string> LinkedFiles::read(const std::string& path, std::size_t limit) const {
  // A pipe would be waited for.
  if (kind(path) != EntryKind::file) return unavailable(fmt::format("/{}: no such file", path));
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(("/" + path).c_str(), "rb"),
                                                             std::fclose);
  if (!file) return unavailable(fmt::format("/{}: cannot be read", path));
  std::string all;
  constexpr std::size_t most = 1u << 16;
  while (all.size() <= limit) {
    const std::size_t before = all.size();
    all.resize(std::min(before + most, limit + 1));
    const std::size_t got = std::fread(all.data() + before, 1, all.size() - before, file.get());
    all.resize(before + got);
    if (got == 0) break;
  }
  if (std::ferror(file.get())) return unavailable(fmt::format("/{}: cannot be read", path));
  return all;
}

Result<std::vector<DirectoryEntry>> LinkedFiles::list(const std::string& path) const {
  std::error_code error;
  std::vector<DirectoryEntry> all;
  for (fs::directory_iterator at("/" + path, error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().filename();
    all.push_back({name, kind(fmt::format("{}/{}", path, name)).value_or(EntryKind::symlink)});
  }
  if (error) return unavailable(fmt::format("/{}: cannot be listed: {}", path, error.message()));
  std::ranges::sort(all, {}, &DirectoryEntry::name);
  return all;
}

std::optional<EntryKind> LinkedFiles::kind(const std::string& path) const {
  std::error_code error;
  const fs::file_status status = fs::status("/" + path, error);
  if (fs::is_directory(status)) return EntryKind::directory;
  if (fs::is_regular_file(status)) return EntryKind::file;
  if (fs::exists(status)) return EntryKind::other;
  return std::nullopt;
}

}  // namespace fairlead
