#pragma once
#include "lint/rule_run.h"

namespace fairlead {

/// Users whom Sentinel (`sentinel auth-user`) or replicas (`masteruser`) log in as, and those named
/// after it that hold some of its commands: what they lack for it is reported.
void check_sentinel_users(RuleRun& run);
void check_replica_users(RuleRun& run);

}  // namespace fairlead
