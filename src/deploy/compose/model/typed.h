#pragma once
#include "deploy/compose/model/model.h"
#include "deploy/compose/value/maker.h"

namespace fairlead::compose {

/// Makes of a mapping what compose makes of it: each field of its type, in the order in which it is
/// printed, without those that are not.
Refused make_typed(const Record& record, Value& value, Maker& maker);

}  // namespace fairlead::compose
