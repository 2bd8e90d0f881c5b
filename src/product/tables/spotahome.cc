// Spotahome's operator, as its source of 1.3.0 has it. Older ones make neither rfrm- nor rfrs-.
#include "product/products.h"

namespace fairlead::redis {
namespace {

using enum ServiceRole;

constexpr std::string_view port = "spec.redis.port";

constexpr ProductService services[] = {
    {"rfs-{}", {{sentinel, 26379}}, "!spec.bootstrapNode|spec.bootstrapNode.allowSentinels"},
    {"rfrm-{}", {{data, 6379, port}}},
    {"rfrs-{}", {{replica, 6379, port}}},
    {"rfr-{}", {{metrics, 9121}}, "spec.redis.exporter.enabled", true},
};
constexpr ProductHolder secrets[] = {
    {.name = "", .key = "password", .name_field = "spec.auth.secretPath", .password = true}};
constexpr ProductHolder config_maps[] = {
    {"rfr-{}", "redis.conf"}, {"rfs-{}", "sentinel.conf"}, {"rfr-s-{}", "shutdown.sh"}};

constexpr std::string_view undone = "before it repairs Sentinels";
/// getConfigParameters of service/redis/client.go.
constexpr AppliedList applied[] = {
    {"spec.redis.customConfig", false, true, undone, "spec.redis.command"},
    {"spec.sentinel.customConfig", true, true, undone, ""},
};

constexpr ProductLimit limits[] = {{"spec.redis.resources.limits.memory"}};

constexpr Product products[] = {{.name = "Spotahome's operator",
                                 .group = "databases.spotahome.com",
                                 .kind = "RedisFailover",
                                 .services = services,
                                 .secrets = secrets,
                                 .config_maps = config_maps,
                                 .applied = applied,
                                 .limits = limits,
                                 .master_name = "mymaster",
                                 .image_field = "spec.redis.image"}};

}  // namespace

std::span<const Product> spotahome_products() { return products; }

}  // namespace fairlead::redis
