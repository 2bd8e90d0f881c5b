#pragma once
#include <map>
#include <vector>

#include "deploy/types/gap.h"
#include "wiring/connection_table.h"

namespace fairlead {

/// A name that was looked up.
struct LookedUp {
  Span at;  ///< written
  Answer answer{};
};

/// What the rules looked at in a unit, besides what they found wrong.
struct LookedAt {
  std::size_t answers = 0;  ///< questions that were answered
  std::size_t steps = 0;    ///< the work of looking through many: names, labels, paths
  std::vector<LookedUp> references;
  std::vector<Gap> unknown;  ///< what could not be decided; written places
  std::vector<ConnectionRow> connections;
  /// What a rule knows of endpoints besides (RuleRun::answered); of no use when the unit is done.
  std::map<const Endpoint*, Answer> decided;
};

}  // namespace fairlead
