#pragma once
#include "deploy/helm/chart/outcome.h"
#include "gotemplate/parse/functions.h"

namespace fairlead::helm {

/// What a chart's templates may call: Go's own functions, sprig's, and Helm's over them. Each
/// executor's context must be a RunState.
gotemplate::Functions engine_functions(Version version);

}  // namespace fairlead::helm
