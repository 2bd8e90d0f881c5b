#include "base/git_ignore.h"

#include "base/glob.h"
#include "base/text.h"

namespace fairlead {

const std::vector<GitIgnore::Pattern>& GitIgnore::patterns(const std::string& directory) {
  const auto [place, added] = by_directory_.try_emplace(directory);
  if (!added) return place->second;
  const auto path = joined_path(directory, ".gitignore");
  const auto text = path ? files_.read(*path, 1u << 20) : Result<std::string>(std::string());
  if (!text) return place->second;
  for (const std::string_view raw : split(*text, '\n')) {
    std::string_view line = trimmed(raw);
    if (line.empty() || line.front() == '#') continue;
    Pattern pattern;
    if (line.front() == '!') {
      pattern.negated = true;
      line.remove_prefix(1);
    }
    if (line.ends_with('/')) {
      pattern.directories_only = true;
      line.remove_suffix(1);
    }
    // A slash inside ties the pattern to this directory; without one it fits at any depth.
    const bool anchored = contains(line, "/");
    if (line.starts_with('/')) line.remove_prefix(1);
    pattern.glob = (anchored ? "" : "**/") + std::string(line);
    place->second.push_back(std::move(pattern));
  }
  return place->second;
}

bool GitIgnore::part_ignored(std::string_view path, bool is_directory) {
  bool ignored = false;
  // From the root's .gitignore down to the nearest: later patterns win.
  for (std::size_t end = 0;; end = path.find('/', end + 1)) {
    if (end == std::string_view::npos) break;
    const std::string directory(path.substr(0, end));
    const std::string_view rest = path.substr(end == 0 ? 0 : end + 1);
    for (const Pattern& pattern : patterns(directory)) {
      if (pattern.directories_only && !is_directory) continue;
      if (path_matches(pattern.glob, rest)) ignored = !pattern.negated;
    }
  }
  return ignored;
}

bool GitIgnore::ignores(std::string_view path) {
  for (std::size_t end = path.find('/'); end != std::string_view::npos;
       end = path.find('/', end + 1)) {
    if (part_ignored(path.substr(0, end), true)) return true;
  }
  return part_ignored(path, false) || part_ignored(path, true);
}

}  // namespace fairlead
