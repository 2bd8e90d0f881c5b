#include "base/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/open_below.h"
#include "base/text.h"

namespace fairlead {
namespace {

/// Why nothing was read; a link is told as such, since errno speaks of too many of them.
tl::unexpected<Error> unreadable(const std::string& path) {
  if (errno == ELOOP) return is_link(path);
  return unavailable(fmt::format("cannot read `{}`: {}", path, std::strerror(errno)));
}

EntryKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return EntryKind::file;
  if (S_ISDIR(mode)) return EntryKind::directory;
  return S_ISLNK(mode) ? EntryKind::symlink : EntryKind::other;
}

/// Most file systems tell the kind with the name; the others are asked.
std::optional<EntryKind> kind_of(const dirent& entry, int directory) {
  if (entry.d_type != DT_UNKNOWN) return kind_of(DTTOIF(entry.d_type));
  struct stat status {};
  if (fstatat(directory, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
  return kind_of(status.st_mode);
}

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) close(fd_);
}

// The root itself may be reached through links: the user chose it.
DiskFiles::DiskFiles(const std::string& root)
    : root_(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}

Result<std::string> DiskFiles::read(const std::string& path, std::size_t limit) const {
  // O_NONBLOCK: a pipe without a writer must not stop us before fstat tells what it is.
  const Descriptor file(
      open_below(root_.get(), path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat status {};
  if (file.get() < 0 || fstat(file.get(), &status) != 0) return unreadable(path);
  if (!S_ISREG(status.st_mode)) return no_file(path);
  // Not a byte more than there was when it was opened, which saves asking for the end.
  const std::size_t want =
      std::min<std::size_t>(limit + 1, static_cast<std::size_t>(status.st_size));
  std::string bytes(want, '\0');
  std::size_t have = 0;
  while (have < want) {
    const ssize_t count = ::read(file.get(), bytes.data() + have, want - have);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return unreadable(path);
    if (count == 0) break;
    have += static_cast<std::size_t>(count);
  }
  bytes.resize(have);
  return bytes;
}

Result<std::vector<DirectoryEntry>> DiskFiles::list(const std::string& path) const {
  Descriptor directory(open_below(root_.get(), path, open_directory));
  DIR* stream = directory.get() < 0 ? nullptr : fdopendir(directory.release());
  if (!stream)
    return unavailable(fmt::format("cannot read directory `{}`: {}", path, std::strerror(errno)));
  std::vector<DirectoryEntry> entries;
  while (const dirent* entry = readdir(stream)) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (const auto kind = kind_of(*entry, dirfd(stream)))
      entries.push_back({std::string(name), *kind});
  }
  closedir(stream);
  std::ranges::sort(entries, {}, &DirectoryEntry::name);
  return entries;
}

std::optional<EntryKind> DiskFiles::kind(const std::string& path) const {
  if (path.empty()) return EntryKind::directory;
  const std::string above(directory_of(path)), name(base_name(path));
  const Descriptor directory(open_below(root_.get(), above, open_directory));
  struct stat status {};
  if (directory.get() < 0 ||
      fstatat(directory.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    return std::nullopt;
  }
  return kind_of(status.st_mode);
}

std::optional<std::string> DiskFiles::link(const std::string& path) const {
  const std::string above(directory_of(path)), name(base_name(path));
  const Descriptor directory(open_below(root_.get(), above, open_directory));
  if (directory.get() < 0) return std::nullopt;
  constexpr std::size_t longest_path = 4096;
  std::string target(longest_path, '\0');
  const ssize_t size = readlinkat(directory.get(), name.c_str(), target.data(), target.size());
  if (size <= 0 || static_cast<std::size_t>(size) == target.size()) return std::nullopt;
  target.resize(static_cast<std::size_t>(size));
  return target;
}

std::optional<std::string> followed(const Files& files, std::string_view path) {
  constexpr int most_links = 40;  // as Linux
  std::string done, rest(path);
  for (int links = 0; !rest.empty();) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const auto next = joined_path(done, std::string_view(rest).substr(0, slash));
    rest.erase(0, slash + 1);
    if (!next) return std::nullopt;
    done = *next;
    if (files.kind(done) != EntryKind::symlink) continue;
    const auto target = files.link(done);
    if (!target || target->starts_with('/') || ++links > most_links) return std::nullopt;
    rest = rest.empty() ? *target : *target + "/" + rest;
    done = directory_of(done);
  }
  return done;
}

Result<std::string> MemoryFiles::read(const std::string& path, std::size_t limit) const {
  const auto place = files_.find(path);
  if (place == files_.end())
    return unavailable(fmt::format("cannot read `{}`: no such file", path));
  return place->second.substr(0, limit + 1);
}

Result<std::vector<DirectoryEntry>> MemoryFiles::list(const std::string& path) const {
  const std::string prefix = path.empty() ? std::string() : path + "/";
  std::vector<DirectoryEntry> entries;
  for (auto place = files_.lower_bound(prefix); place != files_.end(); ++place) {
    if (!place->first.starts_with(prefix)) break;
    const std::string_view rest = std::string_view(place->first).substr(prefix.size());
    const auto slash = rest.find('/');
    const EntryKind kind = slash == std::string_view::npos ? EntryKind::file : EntryKind::directory;
    const std::string name(rest.substr(0, slash));
    if (entries.empty() || entries.back().name != name) entries.push_back({name, kind});
  }
  if (entries.empty() && !path.empty())
    return unavailable(fmt::format("cannot read directory `{}`", path));
  std::ranges::sort(entries, {}, &DirectoryEntry::name);
  return entries;
}

std::optional<EntryKind> MemoryFiles::kind(const std::string& path) const {
  if (path.empty()) return EntryKind::directory;
  if (files_.contains(path)) return EntryKind::file;
  const auto below = files_.lower_bound(path + "/");
  if (below != files_.end() && below->first.starts_with(path + "/")) return EntryKind::directory;
  return std::nullopt;
}

std::optional<std::string> normalized_path(std::string_view path) {
  std::string made;
  made.reserve(path.size());
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    at = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (made.empty()) return std::nullopt;
      made.resize(directory_of(made).size());
      continue;
    }
    if (!made.empty()) made += '/';
    made += part;
  }
  return made;
}

std::optional<std::string> joined_path(std::string_view directory, std::string_view name) {
  if (name.starts_with('/')) return std::nullopt;
  return normalized_path(std::string(directory) + "/" + std::string(name));
}

std::string_view directory_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view base_name(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool lies_below(std::string_view path, std::string_view directory) {
  return directory.empty() ||
         (path.starts_with(directory) && path.substr(directory.size()).starts_with('/'));
}

}  // namespace fairlead
