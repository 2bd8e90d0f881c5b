#pragma once
#include "deploy/sites.h"
#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Appends to `rendered` the units that its objects deploy: what lies at the path that an
/// Application, a HelmRelease or a Kustomization of Flux names, or a chart that it names as one of
/// a registry and that is published from here or lies on the chart path, with the values that it is
/// given: trees of written texts, since what a unit makes ends with it. Whether a unit is there
/// already is not asked. What cannot be told leaves a gap. `by` is the unit whose objects they are.
void name_units(const Unit& by, const FileSet& files, const Sites& sites, Rendered& rendered);

}  // namespace fairlead
