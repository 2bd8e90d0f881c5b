#pragma once
#include <vector>

#include "lint/rule_run.h"

namespace fairlead {

/// A trigger's connection, and those of the program that is scaled to the same server.
struct TriggerSide {
  const Scaler* scaler = nullptr;
  const Trigger* trigger = nullptr;
  const Endpoint* endpoint = nullptr;    ///< of several hosts the first
  std::vector<const Endpoint*> program;  ///< with the same host and port, or the same Service
};

/// All triggers whose addresses are in view, but for what a patch may change.
std::vector<TriggerSide> trigger_sides(const RuleRun& run);

}  // namespace fairlead
