#include "deploy/named_paths.h"

#include <algorithm>

#include "base/files.h"
#include "base/filled_in.h"
#include "base/git_ignore.h"
#include "base/text.h"

namespace fairlead {
namespace {

class Reader {
 public:
  Reader(const Files& disk, GitIgnore& ignored, Installation& installation)
      : disk_(disk), ignored_(ignored), installation_(installation) {}

  void read(const InstalledSource& source) {
    const auto directory = normalized_path(source.path);
    if (!source.path.empty() && directory && !directory->empty())
      add(source.path, *directory, source.origin, source.path_at, false);
    if (source.lacking_files || !directory) return;
    for (std::size_t i = 0; i < source.value_files_at.size(); ++i)
      read_values(source, *directory, source.value_files[i], source.value_files_at[i]);
  }

 private:
  /// Below the chart, from the root of its repository, or in another source (`$ref/path`).
  void read_values(const InstalledSource& source, const std::string& directory,
                   std::string_view entry, Ref at) {
    if (entry.empty() || contains(entry, "://") || contains(entry, "*") || contains(entry, "?"))
      return;
    if (entry.starts_with('$')) {
      const auto slash = entry.find('/');
      const std::string_view ref = entry.substr(1, slash - 1);
      const auto named = std::ranges::find(installation_.sources, ref, &InstalledSource::ref);
      if (slash == entry.npos || ref.empty() || named == installation_.sources.end()) return;
      if (const auto path = normalized_path(entry.substr(slash + 1)))
        add(entry.substr(slash), *path, named->origin, at, true);
      return;
    }
    // Within a chart from elsewhere, or one that is missing itself.
    if (source.path.empty() || (!directory.empty() && !disk_.kind(directory))) return;
    const auto path =
        entry.starts_with('/') ? normalized_path(entry.substr(1)) : joined_path(directory, entry);
    if (path) add(entry, *path, source.origin, at, true);
  }

  void add(std::string_view written, const std::string& path, const std::string& origin, Ref at,
           bool values) {
    if (origin.empty() || !at.present() || may_be_filled_in(written) || path.empty()) return;
    const auto kind = disk_.kind(path);
    if (!kind && (may_be_elsewhere(path) || ignored_.ignores(path))) return;
    if (kind && *kind != (values ? EntryKind::file : EntryKind::directory)) return;
    installation_.paths.push_back({path, origin, kind.has_value(), values,
                                   !kind && disk_.hides(path), at,
                                   kind ? std::string() : near(path)});
  }

  /// The path with the name that is nearest to its own in its directory, or "".
  std::string near(const std::string& path) const {
    constexpr std::size_t most_names = 1000;
    const std::string directory(directory_of(path));
    const auto entries = disk_.list(directory);
    if (!entries) return {};
    std::vector<std::string_view> names;
    for (const DirectoryEntry& entry : *entries) {
      if (names.size() < most_names) names.push_back(entry.name);
    }
    const std::string_view name = nearest(base_name(path), names);
    return name.empty() ? std::string() : joined_path(directory, name).value_or("");
  }

  /// Whether the nearest directory above that is here is no directory, or an empty one, as a
  /// submodule is that was not fetched.
  bool may_be_elsewhere(std::string_view path) const {
    for (path = directory_of(path); !path.empty(); path = directory_of(path)) {
      const auto kind = disk_.kind(std::string(path));
      if (!kind) continue;
      if (*kind != EntryKind::directory) return true;
      const auto entries = disk_.list(std::string(path));
      return !entries || entries->empty();
    }
    return false;
  }

  const Files& disk_;
  GitIgnore& ignored_;
  Installation& installation_;
};

}  // namespace

void name_paths(const FileSet& files, std::span<Installation> installations) {
  GitIgnore ignored(files.disk());
  for (Installation& installation : installations) {
    // Templates are what it names, or a patch may name others.
    if (installation.anything || installation.resource->partial) continue;
    Reader reader(files.disk(), ignored, installation);
    for (const InstalledSource& source : installation.sources) reader.read(source);
  }
}

}  // namespace fairlead
