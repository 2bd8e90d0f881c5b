#pragma once
#include <set>
#include <span>
#include <string>

#include "config/config.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Whether a unit is made of one of the changed paths, so that it has to be linted again: it reads
/// or names the path or a directory above it, the path lies in its chart or, as a manifest may,
/// directly in its directory, or the configuration that speaks for it has changed. `inputs` is
/// Rendered::inputs, sorted; deleted paths count like any other.
bool owns_change(const Unit& unit, const Config& config, std::span<const std::string> inputs,
                 const std::set<std::string>& changed);

}  // namespace fairlead
