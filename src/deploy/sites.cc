#include "deploy/sites.h"

namespace fairlead {

void Sites::add(std::string_view directory, Unit unit) {
  const UnitKind kind = unit.kind;
  units_.try_emplace({std::string(directory), kind}, std::move(unit));
}

const Unit* Sites::find(UnitKind kind, std::string_view directory) const {
  const auto place = units_.find({std::string(directory), kind});
  return place == units_.end() ? nullptr : &place->second;
}

const Kustomization* Sites::kustomization(const Unit& unit) const {
  return kustomizations_ ? kustomizations_->of(*unit.files.front()) : nullptr;
}

}  // namespace fairlead
