#pragma once
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "deploy/helm/fetched_charts.h"
#include "deploy/kustomize/graph.h"
#include "deploy/manifests/written_objects.h"
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
  /// A chart of the repository, which another may depend on: its Chart.yaml.
  void add_chart(const File& file) { charts_[first_root(file)["name"].text()].push_back(&file); }
  void add_objects(const File& file) { objects_.add(file); }
  /// A file beside a kustomization that does not list it.
  void leave_beside(std::string_view directory, const File& file) {
    beside_[std::string(directory)].push_back(&file);
  }
  void exclude(const File& file) { excluded_.insert(&file); }

  /// A directory as a unit of that kind, or null: its manifests; its kustomization, whether another
  /// one uses it or not; its chart with no other values than its own.
  const Unit* find(UnitKind kind, std::string_view directory) const;
  /// What Flux makes a kustomization of where a directory has none: all manifests below it, and the
  /// nearest kustomizations. `plain`: manifests alone, as Argo CD takes a directory.
  std::vector<const Unit*> below(std::string_view directory, bool plain) const;
  /// The files of a directory that its kustomization does not list.
  std::span<const File* const> beside(std::string_view directory) const;
  /// The kustomization that a unit builds.
  const Kustomization* kustomization(const Unit& unit) const;
  /// Where else charts are; must outlive it.
  void set_fetched(const FetchedCharts& charts) { fetched_ = &charts; }
  /// What the repository is called: "acme/shop"; "" where nobody knows.
  void set_repository(std::string name) { repository_ = std::move(name); }
  /// The path of a chart that a dependency of `by` means: another one of the repository, else one
  /// of the chart path.
  std::optional<std::string> chart(std::string_view name, std::string_view range,
                                   const File& by) const;
  /// The chart of the repository that is published as what a source names, or null.
  const Unit* published(const InstalledSource& source) const;
  /// The chart of the chart path that a source names by name and version; without files where there
  /// is none.
  Unit fetched(const InstalledSource& source) const;
  /// Whether the chart path has a chart of that name, whatever its version.
  bool has_fetched(std::string_view name) const;
  /// Whether a configuration says that a file is not to be looked at.
  bool is_excluded(const File& file) const { return excluded_.contains(&file); }
  const WrittenObjects& objects() const { return objects_; }

 private:
  const KustomizationGraph* kustomizations_ = nullptr;
  std::map<std::pair<std::string, UnitKind>, Unit> units_;
  std::map<std::string_view, std::vector<const File*>> charts_;
  const FetchedCharts* fetched_ = nullptr;
  std::string repository_;
  std::map<std::string, std::vector<const File*>, std::less<>> beside_;
  std::set<const File*> excluded_;
  WrittenObjects objects_;
};

}  // namespace fairlead
