#pragma once
#include <memory>
#include <optional>
#include <string>

#include "deploy/helm/engine/engine.h"
#include "deploy/helm/engine/manifests.h"

namespace fairlead::helm {

/// What one render may take.
inline constexpr gotemplate::Limits render_limits = {.steps = 10'000'000, .bytes = 256u << 20};

/// What a chart is rendered with.
struct RenderRequest {
  gotemplate::Limits limits = render_limits;
  Given given;
  ReleaseOptions options;  ///< whose Helm, and the values; its kube_version is the target's
  Target target;
  OnFault on_fault = OnFault::stop;
  bool skip_schema = false;   ///< values.schema.json is not asked
  bool include_crds = false;  ///< in what is printed
  bool skip_tests = false;    ///< hooks of the event `test` are not printed
};

/// A chart that was rendered, with all that its texts live in.
class RenderedChart {
 public:
  /// Loads nothing: `chart`, the loader, and its sources and arena must outlive it. Stages before
  /// the templates are failures; what templates did wrong, see fault() and manifests().lost.
  static Outcome<std::unique_ptr<RenderedChart>> make(const Chart& chart,
                                                      const RenderRequest& request,
                                                      ChartLoader& loader, SourceMap& sources,
                                                      Arena& arena);

  /// The same chart with the same values for another target, within what this one left of its
  /// limits; this one must outlive it.
  Outcome<std::unique_ptr<RenderedChart>> again(const Target& target, Arena& arena) const;

  const ChartRelease& release() const { return *release_; }
  const Engine& engine() const { return *engine_; }
  const Manifests& manifests() const { return manifests_; }
  /// Why Helm would print nothing; nothing where it prints output().
  std::optional<Failure> failure() const;
  /// What `helm template` prints.
  std::string output() const;
  /// NOTES.txt of the chart itself, "" where it has none.
  std::string_view notes() const;

 private:
  RenderedChart(const RenderRequest& request, ChartLoader& loader, SourceMap& sources)
      : request_(request), loader_(loader), sources_(sources) {}

  RenderRequest request_;
  ChartLoader& loader_;
  SourceMap& sources_;
  std::optional<Failure> run(Arena& arena, const Engine* like);

  std::shared_ptr<const ChartRelease> release_;
  std::optional<Engine> engine_;
  Manifests manifests_;
};

}  // namespace fairlead::helm
