#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "deploy/helm/values/chart_release.h"
#include "source/source_map.h"

namespace fairlead {

/// Who deploys a chart that is another's as a whole; no place where the chart is ours.
struct NamedBy {
  Span at;                          ///< what names it
  std::vector<const Node*> values;  ///< what it is given, the last wins
};

/// Where a person edits what lies in a chart that was copied here from elsewhere (a folder below
/// charts/ with a repository, an archive): the parent's values.yaml with the key to write, else the
/// dependency's entry; of a chart that is named as a whole, the values that it is given, else who
/// names it. For SourceMap::ask_for_own; it keeps what it needs of the release, whose trees must
/// outlive it.
std::function<std::optional<OwnPlace>(Span)> own_places(const helm::ChartRelease& release,
                                                        const NamedBy& by,
                                                        const SourceMap& sources);

}  // namespace fairlead
