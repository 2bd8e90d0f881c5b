#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace fairlead {

enum class EntryKind : std::uint8_t { file, directory, symlink, other };

struct DirectoryEntry {
  std::string name;
  EntryKind kind = EntryKind::other;
};

/// Where input comes from: the disk, or a map in memory (tests, executed examples). Paths are
/// relative to the repository's root, separated by '/', without "." or ".." parts; "" is the root
/// itself.
class Files {
 public:
  virtual ~Files() = default;
  /// The bytes of a file, at most `limit` + 1 of them, so that a caller sees that there is more.
  virtual Result<std::string> read(const std::string& path, std::size_t limit) const = 0;
  /// The entries of a directory in byte order of their names. Symbolic links are not followed.
  virtual Result<std::vector<DirectoryEntry>> list(const std::string& path) const = 0;
  /// What is at `path`, or nothing.
  virtual std::optional<EntryKind> kind(const std::string& path) const = 0;
  /// What the symbolic link at `path` says; nothing where there is none.
  virtual std::optional<std::string> link(const std::string& path) const {
    return static_cast<void>(path), std::nullopt;
  }
  /// Whether `path` is there and yet no part of what is looked at (cli/files/hidden_files.h).
  virtual bool hides(const std::string& path) const { return static_cast<void>(path), false; }
};

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int release() { return std::exchange(fd_, -1); }
  int get() const { return fd_; }

 private:
  int fd_;
};

/// Files below one directory of the disk. No path leaves it: a symbolic link is never followed.
class DiskFiles final : public Files {
 public:
  /// A `root` that cannot be opened has no files.
  explicit DiskFiles(const std::string& root);
  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  std::optional<EntryKind> kind(const std::string& path) const override;
  std::optional<std::string> link(const std::string& path) const override;

 private:
  Descriptor root_;
};

/// Files held in memory: path → bytes.
class MemoryFiles final : public Files {
 public:
  explicit MemoryFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  std::optional<EntryKind> kind(const std::string& path) const override;

 private:
  std::map<std::string, std::string> files_;
};

/// Where `path` leads if every symbolic link on the way is followed; nothing where one leads out of
/// the root, says an absolute path, or is one of too many.
std::optional<std::string> followed(const Files& files, std::string_view path);

/// `path` with "." and ".." parts resolved; nothing where it would leave the root.
std::optional<std::string> normalized_path(std::string_view path);
/// `directory` and `name` joined and normalized; nothing where it would leave the root.
std::optional<std::string> joined_path(std::string_view directory, std::string_view name);
/// The directory of `path` ("" for a top-level file), and its last part.
std::string_view directory_of(std::string_view path);
std::string_view base_name(std::string_view path);
/// Whether a path lies in a directory, at any depth; in "" each does.
bool lies_below(std::string_view path, std::string_view directory);

}  // namespace fairlead
