#include "deploy/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "deploy/types/format.h"

namespace fairlead {
namespace {

/// Directories that hold other people's files or none that is deployed.
constexpr std::array<std::string_view, 8> passed_over = {
    ".git", "node_modules", "vendor", ".terraform", "__pycache__", ".venv", "venv", ".tox"};

constexpr std::size_t deepest_directory = 64;

class Walk {
 public:
  explicit Walk(const Files& files) : files_(files) {}

  void directory(const std::string& path, std::size_t depth) {
    const auto entries = files_.list(path);
    if (!entries) return leave(path, entries.error().message);
    if (depth > deepest_directory) return leave(path, "directories are nested too deep");
    const bool chart =
        std::ranges::any_of(*entries, [](const auto& entry) { return entry.name == "Chart.yaml"; });
    for (const DirectoryEntry& entry : *entries) {
      const std::string child = path.empty() ? entry.name : path + "/" + entry.name;
      if (entry.kind == EntryKind::symlink && format_of(child))
        leave(child, "symbolic links are not followed");
      if (entry.kind == EntryKind::file) file(child, false);
      if (entry.kind != EntryKind::directory) continue;
      if (std::ranges::find(passed_over, entry.name) != passed_over.end()) continue;
      if (chart && (entry.name == "templates" || entry.name == "charts")) {
        leave(child,
              entry.name == "templates" ? "chart templates are not rendered yet"
                                        : "subcharts are not rendered yet",
              GapKind::chart);
        continue;
      }
      directory(child, depth + 1);
    }
  }

  void file(const std::string& path, bool asked_for) {
    const auto format = format_of(path);
    if (format)
      found.push_back({path, *format, "", {}});
    else if (asked_for)
      found.push_back({path, FileFormat::yaml, "", {}});
  }

  void leave(const std::string& path, std::string reason, GapKind kind = GapKind::file) {
    found.push_back({path, FileFormat::yaml, std::move(reason), kind});
  }

  std::vector<Found> found;

 private:
  const Files& files_;
};

}  // namespace

Result<std::vector<Found>> walk(const Files& files, const std::vector<std::string>& paths) {
  Walk walk(files);
  for (const std::string& path : paths) {
    const auto kind = path.empty() ? EntryKind::directory : files.kind(path);
    if (!kind) return usage_error(fmt::format("`{}` does not exist", path));
    if (*kind == EntryKind::directory) walk.directory(path, 0);
    if (*kind == EntryKind::file) walk.file(path, true);
    if (*kind == EntryKind::symlink) walk.leave(path, "symbolic links are not followed");
    if (*kind == EntryKind::other)
      return usage_error(fmt::format("`{}` is neither a file nor a directory", path));
  }
  std::ranges::sort(walk.found, {}, &Found::path);
  const auto rest = std::ranges::unique(walk.found, {}, &Found::path);
  walk.found.erase(rest.begin(), rest.end());
  return std::move(walk.found);
}

}  // namespace fairlead
