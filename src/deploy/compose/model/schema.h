#pragma once
#include "deploy/compose/value/maker.h"

namespace fairlead::compose {

/// Why compose's schema refuses a project, where it does.
Refused check_schema(const Value& project);

}  // namespace fairlead::compose
