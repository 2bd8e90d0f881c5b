#include "deploy/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "base/files.h"
#include "deploy/types/format.h"

namespace fairlead {
namespace {

/// Directories that hold other people's files or none that is deployed.
constexpr std::array<std::string_view, 8> passed_over = {
    ".git", "node_modules", "vendor", ".terraform", "__pycache__", ".venv", "venv", ".tox"};

/// Directories of what is deployed no more, and of what tests read: somebody has to name them.
constexpr std::array<std::string_view, 9> kept_aside = {"archive",   "archived",  "archives",
                                                        ".archive",  ".archived", "_archive",
                                                        "_archived", "_archives", "testdata"};

/// Whether a directory is called so and is not an application of that name.
bool is_kept_aside(std::string_view name, const std::vector<DirectoryEntry>& entries) {
  constexpr std::array<std::string_view, 4> own = {"Chart.yaml", "kustomization.yaml",
                                                   "kustomization.yml", "Kustomization"};
  return std::ranges::find(kept_aside, name) != kept_aside.end() &&
         std::ranges::none_of(entries, [&](const DirectoryEntry& entry) {
           return std::ranges::find(own, entry.name) != own.end();
         });
}

constexpr std::size_t deepest_directory = 64;

/// What templates of other tools end with, behind the end of what they make: `redis.yaml.j2`.
constexpr std::string_view template_ends[] = {".j2",   ".jinja", ".jinja2", ".erb",
                                              ".tmpl", ".tpl",   ".gotmpl"};

bool is_template_of_manifest(std::string_view path) {
  for (const std::string_view end : template_ends) {
    if (!path.ends_with(end)) continue;
    path.remove_suffix(end.size());
    return path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json");
  }
  return false;
}

/// Whether a manifest is one to copy: `secrets.example.yaml`.
bool is_example(std::string_view path) {
  constexpr std::string_view marks[] = {".example.", ".sample.", ".dist."};
  const std::string_view name = base_name(path);
  return std::ranges::any_of(
      marks, [&](std::string_view mark) { return name.find(mark) != std::string_view::npos; });
}

class Walk {
 public:
  explicit Walk(const Files& files) : files_(files) {}

  /// What somebody named, or what is read besides; an error where it is not there. What a
  /// directory above it has brought already, or left aside with a reason, is not asked again.
  Result<bool> start(const std::string& path, bool named) {
    const auto kind = path.empty() ? EntryKind::directory : files_.kind(path);
    if (!kind) return usage_error(fmt::format("`{}` does not exist", path));
    if (*kind != EntryKind::symlink && seen_whole(path)) return true;
    switch (*kind) {
      case EntryKind::directory:
        std::erase_if(found, [&](const Found& each) {
          return each.kind == GapKind::aside && each.path == path;
        });
        directory(path, 0);
        return true;
      case EntryKind::file:
        file(path, named);
        return true;
      case EntryKind::symlink:
        unreadable(path, fmt::format("`{}` is a symbolic link, and none is followed", path));
        return true;
      case EntryKind::other:
        return usage_error(fmt::format("`{}` is neither a file nor a directory", path));
    }
    __builtin_unreachable();
  }

  std::vector<Found> found;

 private:
  void directory(const std::string& path, std::size_t depth) {
    if (seen_.contains(path)) return;
    const auto entries = files_.list(path);
    if (!entries) {
      seen_.insert(path);
      return unreadable(path, entries.error().message);
    }
    if (depth > 0 && is_kept_aside(base_name(path), *entries)) return keep_aside(path);
    seen_.insert(path);
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
        left_.insert(child);  // what renders the chart reads them
        continue;
      }
      directory(child, depth + 1);
    }
  }

  void file(const std::string& path, bool named) {
    const auto format = format_of(path);
    if (format == FileFormat::yaml && !named && is_example(path))
      found.push_back({path, *format, "an example to copy; name it, if it is to be checked",
                       GapKind::aside, false});
    else if (format)
      found.push_back({path, *format, "", {}, {}});
    else if (named)
      found.push_back({path, FileFormat::yaml, "", {}, {}});
    else if (is_template_of_manifest(path))
      leave(path, "a template that nothing renders");
  }

  void leave(const std::string& path, std::string reason, GapKind kind = GapKind::file) {
    found.push_back({path, FileFormat::yaml, std::move(reason), kind, false});
    left_.insert(path);
  }

  /// Unlike what is left, it may be named.
  void keep_aside(const std::string& path) {
    const bool is_tests = path.ends_with("testdata");
    found.push_back({path,
                     FileFormat::yaml,
                     is_tests ? "tests read it; name it, if it is to be checked"
                              : "an archive; name it, if it is to be checked",
                     GapKind::aside,
                     {}});
  }

  void unreadable(const std::string& path, std::string reason) {
    found.push_back({path, FileFormat::yaml, std::move(reason), GapKind::file, true});
  }

  /// Whether a walk from above came by: through the directory, or up to where it left it aside.
  bool seen_whole(std::string_view path) const {
    if (seen_.contains(path)) return true;
    for (std::string_view part = path; !part.empty(); part = directory_of(part)) {
      if (left_.contains(part)) return true;
    }
    return false;
  }

  const Files& files_;
  std::set<std::string, std::less<>> seen_;  // directories
  std::set<std::string, std::less<>> left_;
};

}  // namespace

Result<std::vector<Found>> walk(const Files& files, const WalkAsked& asked) {
  Walk walk(files);
  for (const bool named : {false, true}) {
    for (const std::string& path : named ? asked.paths : asked.project) {
      if (auto done = walk.start(path, named); !done) return tl::unexpected(done.error());
    }
  }
  // Of a link that is named as well, what is said of the name.
  std::ranges::sort(walk.found, {}, [](const Found& each) {
    return std::tuple(std::string_view(each.path), !each.unreadable);
  });
  const auto rest = std::ranges::unique(walk.found, {}, &Found::path);
  walk.found.erase(rest.begin(), rest.end());
  return std::move(walk.found);
}

}  // namespace fairlead
