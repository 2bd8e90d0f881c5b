#pragma once
#include <memory>
#include <span>
#include <vector>

#include "deploy/units.h"
#include "run/unit_state.h"

namespace fairlead {

/// The entries of `programs` that fit no workload of their project.
struct IdlePrograms {
  std::vector<Finding> findings;  ///< of config/program-without-workload
  std::vector<Gap> unknown;       ///< where the workload may be what is not rendered or not here
};

/// Those of the projects that `read` holds, since all of a project has to be in view, and that one
/// of the units that are asked for belongs to.
IdlePrograms idle_programs(std::span<const std::unique_ptr<UnitState>> units,
                           const Discovery& discovery, const SourceMap& sources, const Asked& read);

}  // namespace fairlead
