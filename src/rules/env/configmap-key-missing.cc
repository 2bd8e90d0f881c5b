#include "rules/env/holders.h"

namespace fairlead {

void rule_env_configmap_key_missing(RuleRun& run) { report_missing_keys(run, false); }

}  // namespace fairlead
