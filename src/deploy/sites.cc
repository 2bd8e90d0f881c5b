#include "deploy/sites.h"

#include "base/versions/version_constraint.h"

namespace fairlead {

void Sites::add(std::string_view directory, Unit unit) {
  const UnitKind kind = unit.kind;
  units_.try_emplace({std::string(directory), kind}, std::move(unit));
}

const Unit* Sites::find(UnitKind kind, std::string_view directory) const {
  const auto place = units_.find({std::string(directory), kind});
  return place == units_.end() ? nullptr : &place->second;
}

std::optional<std::string> Sites::chart(std::string_view name, std::string_view range,
                                        const File& by) const {
  const auto found = charts_.find(name);
  if (found != charts_.end()) {
    for (const File* file : found->second) {
      if (file != &by && version_fits(range, first_root(*file)["version"].text()))
        return std::string(directory_of(file->path));
    }
  }
  return chart_path_.find(name, range);
}

const Kustomization* Sites::kustomization(const Unit& unit) const {
  return kustomizations_ ? kustomizations_->of(*unit.files.front()) : nullptr;
}

}  // namespace fairlead
