#include "deploy/types/installation.h"

#include "base/files.h"

namespace fairlead {

void give_values(Ref values, bool is_text, InstalledSource& source) {
  if (values.present() && !(values->is_scalar() && values.text().empty()))
    source.values.push_back({values, is_text, ""});
}

std::vector<std::string> pointed_paths(const Installation& installation) {
  std::vector<std::string> paths;
  for (const InstalledSource& source : installation.sources) {
    const auto path = normalized_path(source.path);
    if (path && !path->empty()) paths.push_back(*path);
  }
  return paths;
}

}  // namespace fairlead
