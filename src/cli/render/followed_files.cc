#include "cli/render/followed_files.h"

#include <fmt/format.h>

namespace fairlead {

Result<std::string> FollowedFiles::read(const std::string& path, std::size_t limit) const {
  const auto place = followed(disk_, path);
  if (!place) return unavailable(fmt::format("{}: leads out of what is read", path));
  return disk_.read(*place, limit);
}

Result<std::vector<DirectoryEntry>> FollowedFiles::list(const std::string& path) const {
  const auto place = followed(disk_, path);
  if (!place) return unavailable(fmt::format("{}: leads out of what is read", path));
  return disk_.list(*place);
}

std::optional<EntryKind> FollowedFiles::kind(const std::string& path) const {
  const auto place = followed(disk_, path);
  return place ? disk_.kind(*place) : std::nullopt;
}

}  // namespace fairlead
