#pragma once
#include <functional>
#include <map>
#include <set>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "base/files.h"

namespace fairlead {

/// Files that are asked once: whether a path exists is answered from the listing of its directory,
/// or of one above, where there is one. All of it sees the files as they were when they were first
/// asked for; the bytes of a file are not kept. Safe on several threads.
class KnownFiles final : public Files {
 public:
  /// `files` must outlive this.
  explicit KnownFiles(const Files& files) : files_(files) {}
  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  std::optional<EntryKind> kind(const std::string& path) const override;
  std::optional<std::string> link(const std::string& path) const override {
    return files_.link(path);
  }
  bool hides(const std::string& path) const override { return files_.hides(path); }

  /// Forgets all of it, so that changes are seen. Not while another thread asks.
  void forget();

  /// The paths that were asked for and were not there, sorted: whatever was made of the files
  /// changes when one of them appears.
  std::vector<std::string> absent() const;

 private:
  using Listing = Result<std::vector<DirectoryEntry>>;
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  template <typename Value>
  using ByPath = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  /// What the listings say of a path; nothing where none reaches it.
  std::optional<std::optional<EntryKind>> listed_kind(std::string_view path) const;
  void note_absent(const std::string& path) const;

  const Files& files_;
  mutable std::shared_mutex mutex_;
  mutable ByPath<Listing> listings_;
  mutable ByPath<std::optional<EntryKind>> kinds_;  // of what no listing reaches
  mutable std::set<std::string> absent_;
};

}  // namespace fairlead
