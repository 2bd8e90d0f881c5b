#include "run/asked.h"

#include <algorithm>

#include "base/files.h"
#include "run/run.h"

namespace fairlead {

Asked asked_by(const RunOptions& options) {
  if (options.project.empty()) return {};
  std::vector<std::string> paths = options.paths;
  if (options.stream) paths.push_back(options.stream->name);
  return Asked(paths);
}

Asked read_by(const RunOptions& options) {
  std::vector<std::string> paths = options.paths;
  paths.insert(paths.end(), options.project.begin(), options.project.end());
  if (options.stream) paths.push_back(options.stream->name);
  return Asked(paths);
}

bool Asked::holds(std::string_view path) const {
  if (everything()) return true;
  for (std::string_view part = path; !part.empty(); part = directory_of(part)) {
    if (paths_.contains(part)) return true;
  }
  return false;
}

bool Asked::touches(std::string_view path) const {
  if (holds(path)) return true;
  const std::string below = std::string(path) + "/";
  const auto first = paths_.lower_bound(below);
  return path.empty() || (first != paths_.end() && first->starts_with(below));
}

Share share_of(const Unit& unit, const Config& config, std::span<const std::string> inputs,
               const Asked& asked) {
  if (asked.everything() || asked.holds(unit.root)) return Share::all;
  const bool deployed_by_file = unit.kind != UnitKind::manifests;
  if (deployed_by_file && asked.holds(unit.files.front()->path)) return Share::all;
  const bool some = asked.holds(config.path) || std::ranges::any_of(inputs, [&](const auto& path) {
                      return asked.holds(path);
                    });
  return some ? Share::places : Share::none;
}

}  // namespace fairlead
