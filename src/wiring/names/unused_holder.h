#pragma once
#include <string_view>

#include "facts/facts.h"
#include "wiring/summary/summary.h"

namespace fairlead {

/// The Secret (or ConfigMap) of a unit that is meant by another name than its own: one of the names
/// begins with the other up to a hyphen, it has the key that is asked for, and no object of the
/// unit names it. Null where none is, or several are.
const UnitSummary::Keys* unused_holder(const Facts& facts, const UnitSummary& own, bool secret,
                                       std::string_view name, std::string_view namespace_name,
                                       std::string_view key);

}  // namespace fairlead
