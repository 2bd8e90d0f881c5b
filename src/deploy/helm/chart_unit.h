#pragma once
#include <span>

#include "deploy/types/allowance.h"
#include "deploy/types/file_set.h"
#include "deploy/types/find_chart.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Renders the chart of a unit with `values` (the chart's own among them count for nothing: it
/// brings them itself) and the unit's parameters: its objects go to `rendered`, and what it read.
/// Templates that cannot be rendered are gaps, and so is a chart that Helm refuses as a whole.
/// False where a part may be missing: then what the values say by themselves is all that is known
/// of it.
///
/// No more steps are taken than the allowance has; where it has none, nothing is rendered.
///
/// A dependency that charts/ lacks is looked for with `find`.
///
/// Where nothing says what the release is called, it is called as the chart; names that would be
/// others under another name of the release are Rendered::release_names.
bool render_chart(const Unit& unit, std::span<const ReleaseValues> values, const FileSet& files,
                  const FindChartNear& find, SourceMap& sources, Arena& arena, Allowance& allowance,
                  Rendered& rendered);

}  // namespace fairlead
