#pragma once
#include "deploy/compose/value/maker.h"

namespace fairlead::compose {

/// Brings a project's short forms into their long ones. With `lenient`, what cannot be read stays
/// as it is.
Refused make_canonical(bool lenient, Value& project, Maker& maker);

/// Puts in what compose takes where a long form says nothing.
Refused set_defaults(Value& project, Maker& maker);

}  // namespace fairlead::compose
