#include "rules/redis/acl_lack.h"

namespace fairlead {

void rule_redis_acl_no_channel(RuleRun& run) {
  report_library_lacks(run, LackKind::no_channel, "no `&` rule: no channel");
}

}  // namespace fairlead
