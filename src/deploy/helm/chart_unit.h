#pragma once
#include <functional>
#include <span>
#include <string_view>

#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// The charts of the repository that are called so: their Chart.yaml.
using ChartsNamed = std::function<std::span<const File* const>(std::string_view name)>;

/// Renders the chart of a unit with `values` (the chart's own among them count for nothing: it
/// brings them itself) and the unit's parameters: its objects go to `rendered`, and what it read.
/// Templates that cannot be rendered are gaps, and so is a chart that Helm refuses as a whole.
/// False where a part may be missing: then what the values say by themselves is all that is known
/// of it.
///
/// A dependency that charts/ lacks may be another chart of the repository.
///
/// Where nothing says what the release is called, it is called as the chart; names that would be
/// others under another name of the release are Rendered::release_names.
bool render_chart(const Unit& unit, std::span<const ReleaseValues> values, const FileSet& files,
                  const ChartsNamed& charts, SourceMap& sources, Arena& arena, Rendered& rendered);

}  // namespace fairlead
