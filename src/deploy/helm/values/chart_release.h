#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "deploy/helm/values/live_chart.h"
#include "deploy/helm/values/set_item.h"

namespace fairlead::helm {

/// What a release is given, in the order in which Helm applies it, whatever the order on the
/// command line is.
struct Given {
  std::vector<std::vector<const Node*>> layers;  ///< of each `-f` its documents (values_of)
  std::vector<Span> set_json, set, set_string, set_file, set_literal;  ///< texts of the options
};

struct ChartRelease;
/// Says why a release is refused for its values, or nothing.
using CheckValues = std::function<std::optional<Failure>(const ChartRelease&)>;

struct ReleaseOptions {
  Version version = Version::v4;
  std::string kube_version;     ///< "v1.33.0"; "": every chart is taken to be for it
  bool ignore_missing = false;  ///< goes on where a dependency is not there; Helm refuses
  ReadSetFile read_file = nullptr;
  CheckValues check_values = nullptr;  ///< asked once the values are put together (schema/check.h)
};

/// A chart with its subcharts and the values that their templates see.
struct ChartRelease {
  std::unique_ptr<Making> making;  ///< owns what `root` leads to; has the warnings
  LiveChart* root = nullptr;
  /// `.Values` of the root; those of a subchart stand in it by its name (LiveChart::name). In the
  /// arena that was given.
  const Node* values = nullptr;
};

/// Puts together what a release is given, as one tree; null nowhere deletes anything yet.
Outcome<Table*> given_values(const Given& given, const ReleaseOptions& options, Making& making);

/// Makes a release of a chart up to the point where its templates would be run. `chart` must
/// outlive it. What values.schema.json says is for `check_values` to ask.
Outcome<ChartRelease> make_release(const Chart& chart, const Given& given,
                                   const ReleaseOptions& options, SourceMap& sources, Arena& arena);

}  // namespace fairlead::helm
