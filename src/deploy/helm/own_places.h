#pragma once
#include <functional>
#include <optional>

#include "deploy/helm/values/chart_release.h"
#include "source/source_map.h"

namespace fairlead {

/// Where a person edits what lies in a chart that was copied here from elsewhere (a folder below
/// charts/ with a repository, an archive): the parent's values.yaml with the key to write, else the
/// dependency's entry. For SourceMap::ask_for_own; it keeps what it needs of the release, whose
/// trees must outlive it.
std::function<std::optional<OwnPlace>(Span)> own_places(const helm::ChartRelease& release,
                                                        const SourceMap& sources);

}  // namespace fairlead
