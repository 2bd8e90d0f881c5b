// OT-CONTAINER-KIT's operator, as its source of v0.26 has it.
#include "product/products.h"

namespace fairlead::redis {
namespace {

using enum ServiceRole;

constexpr std::string_view exporter = "spec.redisExporter.enabled";
constexpr std::string_view exporter_field = "spec.redisExporter.port";
constexpr std::string_view additional = "spec.kubernetesConfig.service.additional.enabled";

constexpr ProductPort exporter_port = {metrics, 9121, exporter_field, exporter};
constexpr ProductPort cluster_port = {cluster, 6379, "spec.port"};
// 10,000 above the other; not listed where that is set.
constexpr ProductPort bus_port = {bus, 16379, "", "!spec.port"};

constexpr SettingDefault defaults[] = {{additional, "true"}};

constexpr ProductService standalone[] = {
    {"{}", {{data, 6379}, exporter_port}},
    {"{}-headless", {{data, 6379}}, "", true},
    {"{}-additional", {{data, 6379}}, additional},
    {"{}-metrics", {exporter_port}, exporter},
};
constexpr ProductService replication[] = {
    {"{}", {{mixed, 6379}, exporter_port}},
    {"{}-headless", {{mixed, 6379}}, "", true},
    {"{}-additional", {{mixed, 6379}}},
    {"{}-master", {{data, 6379}}},
    {"{}-replica", {{replica, 6379}}},
    {"{}-s-hl", {{sentinel, 26379}}, "spec.sentinel", true},
    {"{}-metrics", {exporter_port}, exporter},
};
constexpr ProductService sentinels[] = {
    {"{}-sentinel", {{sentinel, 26379}, exporter_port}},
    {"{}-sentinel-headless", {{sentinel, 26379}}, "", true},
    {"{}-sentinel-additional", {{sentinel, 26379}}, additional},
    {"{}-sentinel-metrics", {exporter_port}, exporter},
};
constexpr ProductService clusters[] = {
    {"{}-master", {cluster_port}},
    {"{}-leader", {cluster_port, bus_port, exporter_port}},
    {"{}-leader-headless", {cluster_port, bus_port}, "", true},
    {"{}-leader-additional", {cluster_port, bus_port}, additional},
    {"{}-leader-metrics", {exporter_port}, exporter},
    {"{}-follower", {cluster_port, bus_port, exporter_port}},
    {"{}-follower-headless", {cluster_port, bus_port}, "", true},
    {"{}-follower-additional", {cluster_port, bus_port}, additional},
    {"{}-follower-metrics", {exporter_port}, exporter},
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

/// applyDynamicConfig of internal/k8sutils/redis.go.
constexpr AppliedList applied[] = {{"spec.redisConfig.dynamicConfig", false, false,
                                    "and applies none behind it",
                                    "spec.redisConfig.additionalRedisConfig"}};

constexpr ProductLimit limits[] = {{"spec.kubernetesConfig.resources.limits.memory"}};

constexpr Product products[] = {
    {.name = name,
     .group = group,
     .kind = "Redis",
     .defaults = defaults,
     .services = standalone,
     .secrets = secrets,
     .applied = applied,
     .limits = limits,
     .image_field = image},
    {.name = name,
     .group = group,
     .kind = "RedisReplication",
     .defaults = defaults,
     .services = replication,
     .secrets = secrets,
     .applied = applied,
     .limits = limits,
     .master_name = "mymaster",
     .master_name_when = "spec.sentinel",
     .image_field = image},
    {.name = name,
     .group = group,
     .kind = "RedisSentinel",
     .defaults = defaults,
     .services = sentinels,
     .secrets = sentinel_secrets,
     .master_name = "myMaster",
     .master_name_field = "spec.redisSentinelConfig.masterGroupName",
     .image_field = image},
    {.name = name,
     .group = group,
     .kind = "RedisCluster",
     .defaults = defaults,
     .services = clusters,
     .secrets = secrets,
     .applied = applied,
     .limits = limits,
     .image_field = image,
     // A Service of its own for each pod.
     .open_when = "spec.kubernetesConfig.service.serviceType=NodePort"},
};

}  // namespace

std::span<const Product> opstree_products() { return products; }

}  // namespace fairlead::redis
