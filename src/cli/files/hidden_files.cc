#include "cli/files/hidden_files.h"

#include <fmt/format.h>

namespace fairlead {

bool HiddenFiles::hides(const std::string& path) const {
  for (std::string_view part = path; !part.empty(); part = directory_of(part)) {
    if (hidden_.contains(std::string(part))) return true;
  }
  return false;
}

Result<std::string> HiddenFiles::read(const std::string& path, std::size_t limit) const {
  if (hides(path)) return unavailable(fmt::format("`{}` does not exist", path));
  return files_.read(path, limit);
}

Result<std::vector<DirectoryEntry>> HiddenFiles::list(const std::string& path) const {
  auto entries = files_.list(path);
  if (entries && !hidden_.empty()) {
    std::erase_if(*entries, [&](const DirectoryEntry& entry) {
      return hides(path.empty() ? entry.name : path + "/" + entry.name);
    });
  }
  return entries;
}

std::optional<EntryKind> HiddenFiles::kind(const std::string& path) const {
  if (hides(path)) return std::nullopt;
  return files_.kind(path);
}

}  // namespace fairlead
