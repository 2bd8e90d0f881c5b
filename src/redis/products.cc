#include "redis/products.h"

namespace fairlead::redis {
namespace {

using enum ServiceRole;

// Names and ports from the operators' sources: Spotahome's operator (rfrm- and rfrs- since 1.3.0),
// OT-CONTAINER-KIT's v0.26, dragonfly-operator.

constexpr ProductService failover_services[] = {
    {"rfs-{}", 26379, sentinel, false, ""},
    {"rfrm-{}", 6379, data, false, ""},
    {"rfrs-{}", 6379, replica, false, ""},
    {"rfr-{}", 9121, metrics, true, "spec.redis.exporter.enabled"},
};
constexpr ProductSecret failover_secrets[] = {{"spec.auth.secretPath", "", "password"}};

constexpr ProductService standalone_services[] = {
    {"{}", 6379, data, false, ""},
    {"{}-headless", 6379, data, true, ""},
    {"{}-additional", 6379, data, false, ""},
    {"{}-metrics", 9121, metrics, false, "spec.redisExporter.enabled"},
};
constexpr ProductService replication_services[] = {
    {"{}", 6379, mixed, false, ""},
    {"{}-headless", 6379, mixed, true, ""},
    {"{}-additional", 6379, mixed, false, ""},
    {"{}-master", 6379, data, false, ""},
    {"{}-replica", 6379, replica, false, ""},
    {"{}-s-hl", 26379, sentinel, true, "spec.sentinel"},
    {"{}-metrics", 9121, metrics, false, "spec.redisExporter.enabled"},
};
constexpr ProductService sentinel_services[] = {
    {"{}-sentinel", 26379, sentinel, false, ""},
    {"{}-sentinel-headless", 26379, sentinel, true, ""},
    {"{}-sentinel-additional", 26379, sentinel, false, ""},
};
constexpr ProductService cluster_services[] = {
    {"{}-master", 6379, cluster, false, ""},
    {"{}-leader", 6379, cluster, false, ""},
    {"{}-leader-headless", 6379, cluster, true, ""},
    {"{}-leader-additional", 6379, cluster, false, ""},
    {"{}-follower", 6379, cluster, false, ""},
    {"{}-follower-headless", 6379, cluster, true, ""},
    {"{}-follower-additional", 6379, cluster, false, ""},
};
constexpr ProductSecret opstree_secrets[] = {
    {"spec.kubernetesConfig.redisSecret.name", "spec.kubernetesConfig.redisSecret.key", "password"},
    {"spec.acl.secret.secretName", "", "user.acl"},
};
constexpr ProductSecret opstree_sentinel_secrets[] = {
    {"spec.kubernetesConfig.redisSecret.name", "spec.kubernetesConfig.redisSecret.key", "password"},
};

constexpr ProductService dragonfly_services[] = {{"{}", 6379, data, false, ""}};
constexpr ProductSecret dragonfly_secrets[] = {
    {"spec.authentication.passwordFromSecret.name", "spec.authentication.passwordFromSecret.key",
     ""},
    {"spec.aclFromSecret.name", "spec.aclFromSecret.key", ""},
};

constexpr std::string_view spotahome = "databases.spotahome.com";
constexpr std::string_view opstree = "redis.redis.opstreelabs.in";
constexpr std::string_view opstree_name = "OT-CONTAINER-KIT's operator";
constexpr std::string_view opstree_image = "spec.kubernetesConfig.image";

constexpr Product products[] = {
    {"Spotahome's operator", spotahome, "RedisFailover", failover_services, failover_secrets,
     "mymaster", "", "spec.redis.image"},
    {opstree_name, opstree, "Redis", standalone_services, opstree_secrets, "", "", opstree_image},
    {opstree_name, opstree, "RedisReplication", replication_services, opstree_secrets, "mymaster",
     "", opstree_image},
    {opstree_name, opstree, "RedisSentinel", sentinel_services, opstree_sentinel_secrets,
     "myMaster", "spec.redisSentinelConfig.masterGroupName", opstree_image},
    {opstree_name, opstree, "RedisCluster", cluster_services, opstree_secrets, "", "",
     opstree_image},
    {"dragonfly-operator", "dragonflydb.io", "Dragonfly", dragonfly_services, dragonfly_secrets, "",
     "", "spec.image"},
};

}  // namespace

const Product* find_product(std::string_view group, std::string_view kind) {
  for (const Product& product : products) {
    if (product.group == group && product.kind == kind) return &product;
  }
  return nullptr;
}

std::span<const Product> all_products() { return products; }

std::string service_name(const ProductService& service, std::string_view object) {
  std::string name(service.name);
  return name.replace(name.find("{}"), 2, object);
}

}  // namespace fairlead::redis
