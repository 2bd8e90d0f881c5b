#include "rules/env/holders.h"

namespace fairlead {

void rule_env_configmap_missing(RuleRun& run) { report_missing_holders(run, false); }

}  // namespace fairlead
