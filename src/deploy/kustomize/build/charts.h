#pragma once
#include "deploy/helm/engine/rendered_chart.h"
#include "deploy/kustomize/build/build.h"

namespace fairlead::kustomize {

/// Has Helm's engine render a chart that a kustomization asks for, as kustomize has the helm
/// program do it.
class Charts {
 public:
  /// `entry` is one of `helmCharts`, `globals` the `helmGlobals`, or both are a configuration of a
  /// generator.
  Charts(Build& build, const Build::Target& target, Ref entry, Ref globals)
      : build_(build), target_(target), entry_(entry), globals_(globals) {}

  /// Adds its objects. Where it is not in view, or called anew at every build, a fault says so.
  void add(Build::Accumulated& all);

  /// An entry of the older `helmChartInflationGenerator` as one of `helmCharts`.
  static const Node* of_older(const Node& entry, Edits& edits);

 private:
  /// Where the chart lies.
  struct Place {
    std::string path;
    bool is_fetched = false;  ///< kustomize would have copied it to where it looks
  };

  bool is_refused();
  std::string home() const;
  std::optional<Place> place();
  void absent(const std::string& home);
  void render(const Place& place, Build::Accumulated& all);
  helm::RenderRequest request(std::vector<std::vector<const Node*>> layers) const;
  helm::LoadOptions load_options() const;
  void tell_faults(const helm::RenderedChart& made);
  void take_objects(const helm::RenderedChart& made, helm::ChartLoader& loader,
                    Build::Accumulated& all);
  void take(std::span<const Document> documents, Build::Accumulated& all);
  void note_reads(const helm::Chart& chart);
  void took(std::uint64_t steps);
  void fail(std::string_view why, Span at);

  Build& build_;
  const Build::Target& target_;
  const Ref entry_, globals_;
};

}  // namespace fairlead::kustomize
