#pragma once
#include <string_view>

namespace fairlead {

/// Whether two names differ as a slip of the hand does: part by part between hyphens, one part of
/// at least five letters by one or two of them. `db-1` is none of `db-2`.
bool misspelt(std::string_view a, std::string_view b);

}  // namespace fairlead
