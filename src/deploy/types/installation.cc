#include "deploy/types/installation.h"

#include "base/files.h"

namespace fairlead {

void give_values(Ref values, bool is_text, InstalledSource& source) {
  if (values.present() && !(values->is_scalar() && values.text().empty()))
    source.values.push_back({values, is_text, ""});
}

std::optional<std::string> path_here(const InstalledSource& source) {
  auto path = normalized_path(source.path);
  if (path && path->empty()) path.reset();
  return path;
}

std::vector<std::string> pointed_paths(const Installation& installation) {
  std::vector<std::string> paths;
  for (const InstalledSource& source : installation.sources) {
    if (auto path = path_here(source)) paths.push_back(std::move(*path));
  }
  return paths;
}

}  // namespace fairlead
