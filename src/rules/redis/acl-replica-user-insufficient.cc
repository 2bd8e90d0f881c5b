#include "rules/redis/role_users.h"

namespace fairlead {

void rule_redis_acl_replica_user_insufficient(RuleRun& run) { check_replica_users(run); }

}  // namespace fairlead
