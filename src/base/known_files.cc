#include "base/known_files.h"

#include <algorithm>
#include <mutex>

namespace fairlead {

Result<std::string> KnownFiles::read(const std::string& path, std::size_t limit) const {
  auto text = files_.read(path, limit);
  if (!text && !kind(path)) note_absent(path);
  return text;
}

Result<std::vector<DirectoryEntry>> KnownFiles::list(const std::string& path) const {
  {
    const std::shared_lock lock(mutex_);
    if (const auto known = listings_.find(path); known != listings_.end()) return known->second;
  }
  Listing listing = files_.list(path);
  if (!listing && !kind(path)) note_absent(path);
  const std::unique_lock lock(mutex_);
  return listings_.try_emplace(path, std::move(listing)).first->second;
}

std::optional<EntryKind> KnownFiles::kind(const std::string& path) const {
  if (path.empty()) return EntryKind::directory;
  std::optional<std::optional<EntryKind>> known;
  {
    const std::shared_lock lock(mutex_);
    known = listed_kind(path);
  }
  if (!known) {
    known = files_.kind(path);
    const std::unique_lock lock(mutex_);
    kinds_.try_emplace(path, *known);
  }
  if (!*known) note_absent(path);
  return *known;
}

std::vector<std::string> KnownFiles::absent() const {
  const std::shared_lock lock(mutex_);
  return {absent_.begin(), absent_.end()};
}

std::optional<std::optional<EntryKind>> KnownFiles::listed_kind(std::string_view path) const {
  if (const auto known = kinds_.find(path); known != kinds_.end()) return known->second;
  // From the path's own directory upwards: the nearest listing knows whether the way goes on.
  for (std::string_view part = path; !part.empty(); part = directory_of(part)) {
    const auto known = listings_.find(directory_of(part));
    if (known == listings_.end()) continue;
    if (!known->second) return std::nullopt;  // it could not be listed: files_ knows why
    const std::string_view name = base_name(part);
    const auto entry = std::ranges::lower_bound(*known->second, name, {}, &DirectoryEntry::name);
    if (entry == known->second->end() || entry->name != name) return std::optional<EntryKind>();
    if (part.size() == path.size()) return entry->kind;
    if (entry->kind != EntryKind::directory) return std::optional<EntryKind>();
    return std::nullopt;  // there, and not listed
  }
  return std::nullopt;
}

void KnownFiles::note_absent(const std::string& path) const {
  const std::unique_lock lock(mutex_);
  absent_.insert(path);
}

void KnownFiles::forget() {
  listings_.clear();
  kinds_.clear();
  absent_.clear();
}

}  // namespace fairlead
