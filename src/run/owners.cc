#include "run/owners.h"

#include <algorithm>

#include "base/files.h"

namespace fairlead {
namespace {

/// What was deleted is no input any more, so a unit's directory speaks for it.
bool in_own_directory(const Unit& unit, std::string_view path) {
  switch (unit.kind) {
    case UnitKind::manifests:
      return directory_of(path) == unit.root;
    case UnitKind::kustomization:
    case UnitKind::compose:
      return directory_of(path) == directory_of(unit.files.front()->path);
    case UnitKind::chart_values:  // its first file is Chart.yaml
      return lies_below(path, directory_of(unit.files.front()->path));
  }
  __builtin_unreachable();
}

bool is_its_configuration(std::string_view path, const Unit& unit, const Config& config) {
  if (path == config.path) return true;
  const std::string_view name = base_name(path);
  return (name == "fairlead.yaml" || name == ".fairlead.yaml") &&
         (unit.root == directory_of(path) || lies_below(unit.root, directory_of(path)));
}

}  // namespace

bool owns_change(const Unit& unit, const Config& config, std::span<const std::string> inputs,
                 const std::set<std::string>& changed) {
  return std::ranges::any_of(changed, [&](const std::string& path) {
    if (in_own_directory(unit, path) || is_its_configuration(path, unit, config)) return true;
    for (std::string_view part = path; !part.empty(); part = directory_of(part)) {
      if (std::ranges::binary_search(inputs, part)) return true;
    }
    return false;
  });
}

}  // namespace fairlead
