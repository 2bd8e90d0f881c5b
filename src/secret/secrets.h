#pragma once
#include "facts/facts.h"

namespace fairlead {

/// Marks every credential in the texts of a unit.
void mark_secrets(const Facts& facts, SourceMap& sources);

}  // namespace fairlead
