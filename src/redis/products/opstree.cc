// OT-CONTAINER-KIT's operator, v0.26.
#include "redis/products.h"

namespace fairlead::redis {
namespace {

using enum ServiceRole;

constexpr std::string_view exporter = "spec.redisExporter.enabled";

constexpr ProductService standalone[] = {
    {"{}", {{data, 6379}}},
    {"{}-headless", {{data, 6379}}, "", true},
    {"{}-additional", {{data, 6379}}},
    {"{}-metrics", {{metrics, 9121}}, exporter},
};
constexpr ProductService replication[] = {
    {"{}", {{mixed, 6379}}},
    {"{}-headless", {{mixed, 6379}}, "", true},
    {"{}-additional", {{mixed, 6379}}},
    {"{}-master", {{data, 6379}}},
    {"{}-replica", {{replica, 6379}}},
    {"{}-s-hl", {{sentinel, 26379}}, "spec.sentinel", true},
    {"{}-metrics", {{metrics, 9121}}, exporter},
};
constexpr ProductService sentinels[] = {
    {"{}-sentinel", {{sentinel, 26379}}},
    {"{}-sentinel-headless", {{sentinel, 26379}}, "", true},
    {"{}-sentinel-additional", {{sentinel, 26379}}},
};
constexpr ProductService clusters[] = {
    {"{}-master", {{cluster, 6379}, {bus, 16379}}},
    {"{}-leader", {{cluster, 6379}, {bus, 16379}}},
    {"{}-leader-headless", {{cluster, 6379}, {bus, 16379}}, "", true},
    {"{}-leader-additional", {{cluster, 6379}, {bus, 16379}}},
    {"{}-follower", {{cluster, 6379}, {bus, 16379}}},
    {"{}-follower-headless", {{cluster, 6379}, {bus, 16379}}, "", true},
    {"{}-follower-additional", {{cluster, 6379}, {bus, 16379}}},
};

constexpr ProductHolder password = {.name = "",
                                    .key = "password",
                                    .name_field = "spec.kubernetesConfig.redisSecret.name",
                                    .key_field = "spec.kubernetesConfig.redisSecret.key",
                                    .password = true};
constexpr ProductHolder secrets[] = {
    password, {.name = "", .key = "user.acl", .name_field = "spec.acl.secret.secretName"}};
constexpr ProductHolder sentinel_secrets[] = {password};

constexpr std::string_view name = "OT-CONTAINER-KIT's operator";
constexpr std::string_view group = "redis.redis.opstreelabs.in";
constexpr std::string_view image = "spec.kubernetesConfig.image";

constexpr Product products[] = {
    {.name = name,
     .group = group,
     .kind = "Redis",
     .services = standalone,
     .secrets = secrets,
     .image_field = image},
    {.name = name,
     .group = group,
     .kind = "RedisReplication",
     .services = replication,
     .secrets = secrets,
     .master_name = "mymaster",
     .master_name_when = "spec.sentinel",
     .image_field = image},
    {.name = name,
     .group = group,
     .kind = "RedisSentinel",
     .services = sentinels,
     .secrets = sentinel_secrets,
     .master_name = "myMaster",
     .master_name_field = "spec.redisSentinelConfig.masterGroupName",
     .image_field = image},
    {.name = name,
     .group = group,
     .kind = "RedisCluster",
     .services = clusters,
     .secrets = secrets,
     .image_field = image},
};

}  // namespace

std::span<const Product> opstree_products() { return products; }

}  // namespace fairlead::redis
