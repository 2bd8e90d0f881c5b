// DandyDeveloper's chart redis-ha. Its names keep the release's letters as they are.
#include "product/products.h"

namespace fairlead::redis {
namespace {

using enum ServiceRole;

constexpr SettingDefault defaults[] = {
    {"replicas", "3"}, {"authKey", "auth"}, {"sentinel.authKey", "sentinel-password"}};

constexpr std::string_view exporter = "exporter.enabled";

constexpr ProductPort tls_port = {mixed, 6385, "redis.tlsPort", "redis.tlsPort"};
constexpr ProductPort sentinel_tls_port = {sentinel, 26385, "sentinel.tlsPort", "sentinel.tlsPort"};

constexpr ProductService services[] = {
    {.name = "{}",
     .ports = {{mixed, 6379, "redis.port", "redis.port!=0"},
               tls_port,
               {sentinel, 26379, "sentinel.port", "sentinel.port!=0"},
               sentinel_tls_port,
               {metrics, 9121, "exporter.port", exporter}},
     .headless = true},
    {.name = "{}-announce-#",
     .ports = {{mixed, 6379, "redis.port", "redis.port!=0"},
               tls_port,
               {sentinel, 26379, "sentinel.port", "sentinel.port!=0"},
               sentinel_tls_port,
               {metrics, 9121, "exporter.port", exporter}},
     .count_field = "replicas"},
    {.name = "{}-haproxy",
     .ports = {{proxy, 6379, "haproxy.servicePort"},
               {replica, 6380, "haproxy.readOnly.port", "haproxy.readOnly.enabled"},
               {metrics, 9101, "haproxy.metrics.port", "haproxy.metrics.enabled"}},
     .when = "haproxy.enabled",
     .open_when = "haproxy.additionalPorts"},
};
constexpr ProductHolder secrets[] = {
    {.name = "{}",
     .key = "auth",
     .name_field = "existingSecret",
     .key_field = "authKey",
     .key_field_made = "authKey",
     .when = "auth",
     .password = true},
    {.name = "{}-sentinel",
     .key = "sentinel-password",
     .name_field = "sentinel.existingSecret",
     .key_field = "sentinel.authKey",
     .key_field_made = "sentinel.authKey",
     .when = "sentinel.auth"},
};

constexpr std::string_view listed = "!redis.customConfig";
constexpr ProductConfig configs[] = {
    {"redis.customConfig"},
    {"redis.disableCommands", NodeKind::masters, listed},
    {"redis.config", NodeKind::masters, listed},
    {"sentinel.customConfig", NodeKind::sentinels},
};

constexpr ProductLimit limits[] = {{"redis.resources.limits.memory"}};

constexpr Product products[] = {{.name = "the chart redis-ha",
                                 .names = NameRule::chart,
                                 .chart = "redis-ha",
                                 .publisher = "dandydev",
                                 .first_major = 4,
                                 .last_major = 4,
                                 .first_minor = 17,
                                 .defaults = defaults,
                                 .services = services,
                                 .secrets = secrets,
                                 .configs = configs,
                                 .limits = limits,
                                 .master_name = "mymaster",
                                 .master_name_field = "redis.masterGroupName",
                                 .open_when = "extraDeploy"}};

}  // namespace

std::span<const Product> redis_ha_products() { return products; }

}  // namespace fairlead::redis
