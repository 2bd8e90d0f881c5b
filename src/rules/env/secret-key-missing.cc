#include "rules/env/holders.h"

namespace fairlead {

void rule_env_secret_key_missing(RuleRun& run) { report_missing_keys(run, true); }

}  // namespace fairlead
