#pragma once
#include <vector>

#include "cli/diff/comparison.h"
#include "cli/diff/side.h"

namespace fairlead {

/// An object on one side of a comparison.
struct ObjectOn {
  const UnitState& unit;
  const Resource& object;
  Side& side;
};

/// The values of an object that are others now, without credentials.
std::vector<ValueChange> value_changes(const ObjectOn& before, const ObjectOn& after);

/// The lines of a file that are others now.
ValueChange file_change(const File& before, Side& old, const File& after, Side& now);

}  // namespace fairlead
