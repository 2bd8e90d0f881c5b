#pragma once
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "deploy/kustomize/objects/configuration.h"
#include "deploy/kustomize/objects/inputs.h"
#include "deploy/kustomize/steps/generators.h"
#include "deploy/kustomize/steps/metadata.h"
#include "deploy/kustomize/steps/patches.h"
#include "deploy/kustomize/steps/unfollowed.h"
#include "deploy/types/allowance.h"
#include "deploy/types/find_chart.h"
#include "deploy/types/kustomize_faults.h"

namespace fairlead::kustomize {

/// Something that kustomize refuses, or that is not built here.
struct Fault {
  enum class Kind : std::uint8_t {
    refused,      ///< kustomize says no
    absent,       ///< the same, since an object is not in the build
    unreadable,   ///< a file that is no YAML, of which its own problems tell
    missing,      ///< a path that is not there
    outside,      ///< a path that leaves what is read, or the kustomization's directory
    circle,       ///< a path that leads back
    remote,       ///< what would be fetched
    chart,        ///< a chart that kustomize would have Helm render; the message says why not
    chart_fails,  ///< a chart that is in view and cannot be rendered as a whole
    plugin,       ///< a program that would be run
    not_done,     ///< what kustomize does and we do not
    too_much,     ///< beyond a limit
  };
  Kind kind{};
  std::string message;
  Span at;
  std::string path;  ///< missing: relative to the root of what is read
  Span other = {};   ///< refused: the other end
};

struct BuildOptions {
  bool any_path =
      false;             ///< files may lie outside of the kustomization's directory, as Flux has it
  bool goes_on = false;  ///< after a fault, with what can be built in spite of it
  bool is_sorted = true;               ///< by kind, unless a kustomization says otherwise
  bool has_hashes = true;              ///< behind the names of what is generated
  Allowance* allowance = nullptr;      ///< what rendering its charts may take; none: each its limit
  FindChartNear find_chart = nullptr;  ///< asked for a chart that kustomize would fetch
  /// Components of the kustomization that is built, behind those that it lists: of a Flux
  /// Kustomization or an Application.
  std::vector<Ref> components = {};
};

/// What is worth telling of a build that kustomize passes over without a word.
struct Noted {
  std::vector<IdlePatch> idle_patches;
  std::vector<Ref> idle_images;  ///< names in entries of `images`
  std::vector<RemovedObject> removed;
  std::vector<Ref> outside;  ///< files that lie outside of the directory of who names them
  std::vector<Unfollowed> unfollowed;
};

/// Builds a kustomization as kustomize 5.8.1 does.
class Build {
 public:
  /// All must outlive it; nodes and texts that it makes go to the last two.
  Build(Inputs& inputs, const BuildOptions& options, SourceMap& sources, Arena& arena)
      : inputs_(inputs), options_(options), edits_(sources, arena) {}

  /// The objects that are deployed; what can be built of them where there are faults.
  Objects build(const std::string& directory);

  const std::vector<Fault>& faults() const { return faults_; }
  /// Whether a file that is listed as a resource holds no object: what fills it comes later.
  bool has_empty_files() const { return has_empty_files_; }
  const Noted& noted() const { return noted_; }
  /// The charts whose objects are built.
  const std::vector<BuiltChart>& rendered_charts() const { return rendered_charts_; }
  /// Where a person edits what lies in a chart that was copied here, for SourceMap::ask_for_own; it
  /// outlives the build. None where there are no charts.
  std::function<std::optional<OwnPlace>(Span)> own_places() const;
  /// Paths of all that was read, or asked for and not there.
  const std::set<std::string>& reads() const { return reads_; }

 private:
  /// What is handed from a base to those that use it.
  struct Accumulated {
    Objects objects;
    Configuration configuration;
    std::vector<Ref> vars;
  };
  /// A kustomization that is being built.
  struct Target {
    Ref root;
    const File* file = nullptr;
    std::string directory;
    Ref chart_namespace = {};  // of its charts that name none; its own, or of who lists it
  };
  /// A step of a build, for `buildMetadata`; of a configuration its file and name.
  struct Step {
    std::string_view kind;
    const File* file = nullptr;
    std::string_view name = {};
  };
  friend class BuiltIns;
  friend class Charts;
  friend class ChartValues;
  Maker maker(const Target& target, const Step& step) const;
  void note_origin(const Target& target, const Step& step, Object& made) const;
  void note_change(const Target& target, const Step& step, Accumulated& all) const;

  bool stopped() const { return !options_.goes_on && !faults_.empty(); }
  void fault(Fault::Kind kind, std::string message, Span at, std::string path = {});
  void unreadable(Span at);
  void too_much(Span at);
  /// Notes a refusal, if there is one; whether there was none.
  bool take(const std::optional<Refusal>& refusal);

  void note(const Patcher& patcher);

  const File* kustomization_of(const std::string& directory, Span at);
  std::optional<Target> open(const std::string& directory, Span at);
  void read_schema(const Target& target, Ref schema);
  void accumulate(const Target& target, Accumulated& all);
  void add_resources(const Target& target, Ref list, Accumulated& all);
  void add_resource(const Target& target, Ref path, Accumulated& all);
  void add_component(const Target& target, Ref path, Accumulated& all);
  void add_directory(const Target& target, Ref path, const std::string& directory,
                     bool is_component, Accumulated& all);
  void merge(Accumulated& all, Accumulated other, Span at);
  void add_configurations(const Target& target, Accumulated& all);
  void generate(const Target& target, Accumulated& all);
  void add_charts(const Target& target, Accumulated& all);
  void transform(const Target& target, Accumulated& all);
  void change_names(const Target& target, Accumulated& all);
  void change_labels(const Target& target, Accumulated& all);
  void patch(const Target& target, Accumulated& all);
  void replace_values(const Target& target, Accumulated& all);
  Objects configured(const Target& target, Ref list);
  void finish(const Target& target, Accumulated& all);

  std::optional<std::string> resolved(const Target& target, Ref at, std::string_view written);
  const File* file_at(const Target& target, Ref at, std::string_view written);
  std::optional<PatchText> patch_text(const Target& target, Ref entry);
  std::optional<PatchText> inline_patch(Ref text);
  ReadText reader(const Target& target);

  Inputs& inputs_;
  const BuildOptions options_;
  Edits edits_;
  MergeTypes types_;
  bool has_schema_ = false;        // a kustomization said which
  std::string start_;              // the directory that is built
  Ref metadata_;                   // its buildMetadata
  std::vector<std::string> open_;  // directories, the outermost first
  std::size_t builds_ = 0;
  std::size_t loaded_ = 0;  // objects that were read
  std::vector<Fault> faults_;
  bool has_empty_files_ = false;
  Noted noted_;
  std::set<std::string> reads_;
  std::vector<BuiltChart> rendered_charts_;
  std::vector<std::function<std::optional<OwnPlace>(Span)>> own_places_;  // of each chart
};

}  // namespace fairlead::kustomize
