#pragma once
#include <optional>
#include <string>
#include <vector>

#include "deploy/helm/chart/chart.h"
#include "deploy/helm/chart/load.h"
#include "deploy/helm/chart/outcome.h"
#include "deploy/kustomize/build/build.h"

namespace fairlead::kustomize {

/// The values that a kustomization gives to a chart: what kustomize hands to Helm with `-f`.
class ChartValues {
 public:
  /// Layers, a later one wins; each of them documents.
  using Layers = std::vector<std::vector<const Node*>>;

  /// `entry` is one of `helmCharts`, or a generator's configuration; `home` says where charts are.
  ChartValues(Build& build, const Build::Target& target, Ref entry, Ref home)
      : build_(build), target_(target), entry_(entry), own_(entry["valuesInline"]), home_(home) {}

  /// Of a chart that is not in view: faults for files that are not there and seem to be misspelt.
  /// Others may lie in the chart, or be made before it is built.
  void find_misspelt(std::string_view chart_home);
  /// Nothing where kustomize refuses them, which is a fault then. `is_fetched`: the chart lies
  /// where a person says, and kustomize would have it in the kustomization's own directory.
  std::optional<Layers> layers(const helm::Chart& chart, helm::ChartLoader& loader,
                               bool is_fetched);

  /// How `valuesInline` and the file of values are put together: `override`, `merge`, `replace`.
  static std::string_view merge_of(Ref entry);
  static bool is_merge(std::string_view word);

 private:
  /// A file of values, as YAML.
  struct Source {
    const Tree* tree = nullptr;
    SourceId text{};
  };

  const Tree* default_tree(const helm::Chart& chart, helm::ChartLoader& loader, bool is_fetched);
  std::optional<Source> main_file(const helm::Chart& chart, helm::ChartLoader& loader,
                                  bool is_fetched);
  bool add(const Source& source, Layers& layers);
  bool add_merged(const Source& source, Layers& layers);
  bool has_own() const { return own_ && own_->is_mapping() && !own_->entries().empty(); }

  Build& build_;
  const Build::Target& target_;
  const Ref entry_, own_, home_;
  Tree tree_;  // of the chart's own values
};

}  // namespace fairlead::kustomize
