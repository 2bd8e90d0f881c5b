#include "deploy/sites.h"

#include <algorithm>

#include "base/files.h"
#include "base/versions/version_constraint.h"
#include "deploy/helm/published_chart.h"

namespace fairlead {

void Sites::add(std::string_view directory, Unit unit) {
  const UnitKind kind = unit.kind;
  units_.try_emplace({std::string(directory), kind}, std::move(unit));
}

const Unit* Sites::find(UnitKind kind, std::string_view directory) const {
  const auto place = units_.find({std::string(directory), kind});
  return place == units_.end() ? nullptr : &place->second;
}

std::vector<const Unit*> Sites::below(std::string_view directory, bool plain) const {
  std::vector<const Unit*> found;
  std::vector<std::string_view> taken;  // kustomizations, which say themselves what is below
  const std::string begin(directory);
  for (auto each = units_.lower_bound({begin, UnitKind::manifests}); each != units_.end(); ++each) {
    const auto& [path, kind] = each->first;
    if (!path.starts_with(begin)) break;
    if (path != begin && !lies_below(path, begin)) continue;
    if (std::ranges::any_of(taken, [&](std::string_view above) {
          return path == above || lies_below(path, above);
        }))
      continue;
    if (kind == UnitKind::kustomization && !plain) {
      taken.push_back(path);
      if (!found.empty() && found.back()->kind == UnitKind::manifests && found.back()->root == path)
        found.pop_back();
    } else if (kind != UnitKind::manifests) {
      continue;
    }
    found.push_back(&each->second);
  }
  return found;
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
  return fetched_ ? fetched_->path().find(name, range) : std::nullopt;
}

const Unit* Sites::published(const InstalledSource& source) const {
  const auto found = charts_.find(source.chart);
  if (found == charts_.end() || found->second.size() != 1) return nullptr;
  const File& chart = *found->second.front();
  if (is_excluded(chart) || !is_published_as(chart, source, repository_)) return nullptr;
  return find(UnitKind::chart_values, directory_of(chart.path));
}

Unit Sites::fetched(const InstalledSource& source) const {
  return fetched_ ? fetched_->unit(source.chart, source.version) : Unit();
}

bool Sites::has_fetched(std::string_view name) const {
  return fetched_ && fetched_->path().all().contains(name);
}

std::span<const File* const> Sites::beside(std::string_view directory) const {
  const auto found = beside_.find(directory);
  return found == beside_.end() ? std::span<const File* const>() : found->second;
}

const Kustomization* Sites::kustomization(const Unit& unit) const {
  return kustomizations_ ? kustomizations_->of(*unit.files.front()) : nullptr;
}

}  // namespace fairlead
