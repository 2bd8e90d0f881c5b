#pragma once
#include <string_view>
#include <vector>

#include "config/config.h"

namespace fairlead {

/// The declared programs that a workload or chart of that name runs.
std::vector<const Program*> programs_of(const Config& config, std::string_view name);
/// Whether the program is declared to read the variable.
const Written* read_by(const Program& program, std::string_view variable);
/// Whether two variables' names differ in the spelling of one word: VOYAGEAI_API_KEY and
/// VOYAGE_API_KEY, but not DB_USER and DB_PORT.
bool is_misspelling(std::string_view a, std::string_view b);

}  // namespace fairlead
