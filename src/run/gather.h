#pragma once
#include <memory>
#include <set>
#include <span>
#include <string>

#include "deploy/units.h"
#include "report/report.h"
#include "run/unit_state.h"

namespace fairlead {

/// What a report is asked to be about.
struct GatherAsked {
  const std::set<std::string>* changes = nullptr;  ///< only what is made of these; null: all
  bool dns = false;                                ///< hosts were looked up
};

/// The report of all units that were linted: findings merged, ignored ones taken out, and what was
/// not checked.
Report gather(std::span<const std::unique_ptr<UnitState>> units, const Discovery& discovery,
              const FileSet& files, SourceMap& sources, GatherAsked asked);

}  // namespace fairlead
