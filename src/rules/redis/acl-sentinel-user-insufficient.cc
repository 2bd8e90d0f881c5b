#include "rules/redis/role_users.h"

namespace fairlead {

void rule_redis_acl_sentinel_user_insufficient(RuleRun& run) { check_sentinel_users(run); }

}  // namespace fairlead
