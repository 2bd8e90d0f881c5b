#pragma once
#include "deploy/compose/value/maker.h"
#include "deploy/compose/value/path.h"

namespace fairlead::compose {

/// Merges what stands over a value into it, by the rule of its path. What a scalar wins against
/// hangs on its origin.
Refused merge(Value& base, const Value& over, Path& path, Maker& maker);

/// Of equal entries of the lists that are sets to compose, leaves the last in the place of the
/// first.
Refused make_unique(Value& value, Path& path, Maker& maker);

/// A mapping, a list or a text as a list of `key=value`.
Value as_pairs(const Value& value, Maker& maker);

}  // namespace fairlead::compose
