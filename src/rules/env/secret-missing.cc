#include "rules/env/holders.h"

namespace fairlead {

void rule_env_secret_missing(RuleRun& run) { report_missing_holders(run, true); }

}  // namespace fairlead
