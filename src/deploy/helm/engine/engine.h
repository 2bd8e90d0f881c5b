#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "deploy/helm/chart/load.h"
#include "deploy/helm/engine/engine_error.h"
#include "deploy/helm/engine/run_state.h"
#include "deploy/helm/engine/target.h"
#include "deploy/helm/values/chart_release.h"
#include "gotemplate/value/heap.h"

namespace fairlead::helm {

/// What became of one file below templates/.
struct RenderedFile {
  std::string name;  ///< as Helm calls it: "app/charts/cache/templates/service.yaml"
  const LiveChart* chart = nullptr;
  Span written;                        ///< the template
  BuiltText text;                      ///< what it made; nothing where it failed
  std::optional<TemplateFault> fault;  ///< why it failed
  bool looked_up = false;              ///< it asked the cluster for objects
  /// What it asked `.Files` for and the chart has not: a path and what that was made of.
  std::vector<std::pair<std::string, OriginId>> missing_files = {};
};

/// What is done once a template fails.
enum class OnFault : std::uint8_t {
  stop,   ///< as Helm does; a function that nobody has fails where it is written
  go_on,  ///< all others are rendered still; such a function fails where it is called
};

/// Executes the templates of a release. Its texts live as long as it.
class Engine {
 public:
  /// `loader`, `release` and the loader's sources and arena must outlive it. One that ran with the
  /// same release lends what it parsed, and must outlive it, too.
  Engine(ChartLoader& loader, const ChartRelease& release, Version version, SourceMap& sources,
         const gotemplate::Limits& limits, const Engine* like = nullptr);
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// A failure where nothing could be rendered; what a single template did wrong is its own fault.
  std::optional<Failure> run(const Target& target, OnFault on_fault);

  /// In the order in which Helm executes them, without partials.
  const std::vector<RenderedFile>& files() const { return files_; }
  /// The first that failed; null where all went well.
  const TemplateFault* fault() const;
  /// Whether a limit of ours ended it before all was rendered.
  bool is_cut_short() const;
  gotemplate::Heap& heap() { return heap_; }
  /// What was taken of the limits.
  const gotemplate::Budget& budget() const { return heap_.budget(); }

 private:
  struct Source {
    std::string name, base_path;
    const LiveChart* chart = nullptr;
    Span text;
    gotemplate::Map* top = nullptr;  ///< what its dot is
    std::optional<TemplateFault> fault;
  };

  Outcome<gotemplate::Map*> gather(const LiveChart& chart, gotemplate::Value values,
                                   const gotemplate::Value& release,
                                   const gotemplate::Value& capabilities);
  Outcome<gotemplate::Value> files_of(const Chart& chart);
  FrameId frame_of(const LiveChart& chart);
  const gotemplate::Templates* parse(OnFault on_fault);
  void execute(const gotemplate::Templates& templates, OnFault on_fault);

  ChartLoader& loader_;
  const ChartRelease& release_;
  const Version version_;
  gotemplate::Heap heap_;
  gotemplate::Functions functions_;
  RunState state_;
  std::vector<Source> sources_;
  const Engine* like_;
  std::optional<gotemplate::Templates> parsed_;
  std::vector<RenderedFile> files_;
};

}  // namespace fairlead::helm
