#include "rules/redis/acl_lack.h"

namespace fairlead {

void rule_redis_acl_dangerous_removed_but_needed(RuleRun& run) {
  report_library_lacks(run, LackKind::removed, "a rule with `-` takes it away");
}

}  // namespace fairlead
