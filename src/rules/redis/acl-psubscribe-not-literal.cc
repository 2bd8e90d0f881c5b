#include "rules/redis/acl_lack.h"

namespace fairlead {

void rule_redis_acl_psubscribe_not_literal(RuleRun& run) {
  report_library_lacks(run, LackKind::not_the_pattern, "PSUBSCRIBE needs the very pattern");
}

}  // namespace fairlead
