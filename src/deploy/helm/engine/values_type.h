#pragma once
#include "deploy/helm/chart/outcome.h"
#include "gotemplate/value/function.h"

namespace fairlead::helm {

/// The type of `.Values`, and of the dot itself: a map with methods of its own.
const gotemplate::TypeInfo& values_type(Version version);

}  // namespace fairlead::helm
