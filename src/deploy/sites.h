#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "deploy/kustomize/graph.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// What lies in the directories of a repository: what an object deploys by naming one. Made once by
/// discover(), then read by all.
class Sites {
 public:
  Sites() = default;
  /// `kustomizations` must outlive it.
  explicit Sites(const KustomizationGraph& kustomizations) : kustomizations_(&kustomizations) {}

  void add(std::string_view directory, Unit unit);
  void exclude(const File& file) { excluded_.insert(&file); }

  /// A directory as a unit of that kind, or null: its manifests; its kustomization, whether another
  /// one uses it or not; its chart with no other values than its own.
  const Unit* find(UnitKind kind, std::string_view directory) const;
  /// The kustomization that a unit builds.
  const Kustomization* kustomization(const Unit& unit) const;
  /// Whether a configuration says that a file is not to be looked at.
  bool is_excluded(const File& file) const { return excluded_.contains(&file); }

 private:
  const KustomizationGraph* kustomizations_ = nullptr;
  std::map<std::pair<std::string, UnitKind>, Unit> units_;
  std::set<const File*> excluded_;
};

}  // namespace fairlead
