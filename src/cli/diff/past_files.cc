#include "cli/diff/past_files.h"

#include <fmt/format.h>

#include <algorithm>

namespace fairlead {

const PastEntry* PastFiles::past(const std::string& path) const {
  const auto found = past_.find(path);
  return found == past_.end() ? nullptr : &found->second;
}

bool PastFiles::has_below(const std::string& directory) const {
  const std::string below = directory.empty() ? "" : directory + "/";
  const auto first = past_.lower_bound(below);
  return first != past_.end() && first->first.starts_with(below);
}

bool PastFiles::is_new(const std::string& path) const {
  for (std::string_view each = path; !each.empty(); each = directory_of(each)) {
    const std::string name(each);
    if (changed_.contains(name) && !past(name) && !has_below(name)) return true;
  }
  return false;
}

Result<std::string> PastFiles::read(const std::string& path, std::size_t limit) const {
  const PastEntry* entry = past(path);
  if (!entry) {
    if (is_new(path) || has_below(path)) return unavailable(fmt::format("{}: no such file", path));
    return now_.read(path, limit);
  }
  if (entry->kind != EntryKind::file) return unavailable(fmt::format("{}: is no file", path));
  // Who reads it sees that there is more, and takes nothing of it.
  if (entry->bytes.size() < entry->size) return std::string(std::min(entry->size, limit + 1), ' ');
  return entry->bytes.substr(0, limit + 1);
}

Result<std::vector<DirectoryEntry>> PastFiles::list(const std::string& path) const {
  const bool was_file = past(path) != nullptr;
  std::map<std::string, EntryKind> all;
  const std::string below = path.empty() ? "" : path + "/";
  const auto now = now_.list(path);
  if (!now && !has_below(path) && !asked_.contains(path)) return now;
  if (was_file) return unavailable(fmt::format("{}: is no directory", path));
  if (now && !is_new(path)) {
    for (const DirectoryEntry& each : *now)
      if (!is_new(below + each.name)) all[each.name] = each.kind;
  }
  for (auto each = past_.lower_bound(below); each != past_.end() && each->first.starts_with(below);
       ++each) {
    const std::string rest = each->first.substr(below.size());
    const std::size_t slash = rest.find('/');
    all[rest.substr(0, slash)] = slash == rest.npos ? each->second.kind : EntryKind::directory;
  }
  std::vector<DirectoryEntry> entries;
  for (const auto& [name, kind] : all) entries.push_back({name, kind});
  return entries;
}

std::optional<EntryKind> PastFiles::kind(const std::string& path) const {
  if (const PastEntry* entry = past(path)) return entry->kind;
  if (has_below(path)) return EntryKind::directory;
  if (is_new(path))
    return asked_.contains(path) ? std::optional(EntryKind::directory) : std::nullopt;
  return now_.kind(path);
}

std::optional<std::string> PastFiles::link(const std::string& path) const {
  if (const PastEntry* entry = past(path)) {
    if (entry->kind != EntryKind::symlink) return std::nullopt;
    return entry->bytes;
  }
  if (is_new(path) || has_below(path)) return std::nullopt;
  return now_.link(path);
}

}  // namespace fairlead
