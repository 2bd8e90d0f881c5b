// CloudPirates' charts redis and valkey: templates of redis 0.25.0 to 0.34.18 and of valkey 0.10.0
// to 0.25.5.
#include "product/products.h"

namespace fairlead::redis {
namespace {

using enum ServiceRole;

constexpr std::string_view port = "service.port";
constexpr std::string_view standalone = "architecture=standalone";
constexpr std::string_view replicated = "architecture=replication";
constexpr std::string_view with_sentinel = "architecture=replication, sentinel.enabled";

constexpr SettingDefault defaults[] = {
    {"architecture", "standalone"}, {"auth.enabled", "true"}, {"metrics.service.enabled", "true"}};

constexpr ProductService redis_services[] = {
    {.name = "{}",
     .ports = {{data, 6379, port, standalone},
               {mixed, 6379, port, replicated},
               {cluster, 6379, port, "architecture=cluster"},
               {sentinel, 26379, "sentinel.port", with_sentinel}},
     .open_when = "extraPorts"},
    {.name = "{}-headless",
     .ports = {{data, 6379, port, "architecture=standalone, !tls.enabled"},
               {mixed, 6379, port, "architecture=replication, !tls.enabled"},
               {cluster, 6379, port, "architecture=cluster, !tls.enabled"},
               {sentinel, 26379, "sentinel.port", with_sentinel}},
     .headless = true,
     .open_when = "extraPorts|tls.enabled|architecture=cluster"},
    {.name = "{}-master",
     .ports = {{data, 6379, port}},
     .when = "architecture=replication, !sentinel.enabled|sentinel.masterService.enabled",
     .open_when = "extraPorts"},
    {.name = "{}-sentinel",
     .ports = {{sentinel, 26379, "sentinel.service.port"}},
     .when = with_sentinel},
    {.name = "{}-metrics",
     .ports = {{metrics, 9121, "metrics.service.port"}},
     .when = "metrics.enabled, metrics.service.enabled"},
};
constexpr ProductService valkey_services[] = {
    {.name = "{}",
     .ports = {{data, 6379, port, "architecture=standalone, !tls.enabled"},
               {mixed, 6379, port, "architecture=replication, !tls.enabled"},
               {data, 6380, "tls.port", "architecture=standalone, tls.enabled"},
               {mixed, 6380, "tls.port", "architecture=replication, tls.enabled"}}},
    {.name = "{}-headless",
     .ports = {{data, 6379, port, "architecture=standalone, !tls.enabled"},
               {mixed, 6379, port, "architecture=replication, !tls.enabled"},
               {data, 6380, "tls.port", "architecture=standalone, tls.enabled"},
               {mixed, 6380, "tls.port", "architecture=replication, tls.enabled"},
               {sentinel, 26379, "sentinel.port", with_sentinel}},
     .headless = true},
    {.name = "{}-master",
     .ports = {{data, 6379, port}},
     .when = "architecture=replication, !sentinel.enabled|sentinel.masterProxy.enabled, "
             "!sentinel.enabled|!tls.enabled"},
    {.name = "{}-sentinel",
     .ports = {{sentinel, 26379, "sentinel.service.port"}},
     .when = with_sentinel},
    {.name = "{}-metrics",
     .ports = {{metrics, 9121, "metrics.service.port"}},
     .when = "metrics.enabled"},
};

constexpr ProductHolder redis_secrets[] = {
    {.name = "{}",
     .key = "redis-password host port username uri",
     .when = "auth.enabled, !auth.existingSecret, !auth.acl.enabled",
     .password = true},
    {.name = "",
     .key = "redis-password",
     .name_field = "auth.existingSecret",
     .key_field = "auth.existingSecretPasswordKey",
     .when = "auth.enabled, !auth.acl.enabled",
     .password = true},
};
constexpr ProductHolder valkey_secrets[] = {{.name = "{}",
                                             .key = "password",
                                             .name_field = "auth.existingSecret",
                                             .key_field = "auth.existingSecretPasswordKey",
                                             .when = "auth.enabled",
                                             .password = true}};

constexpr ProductLimit limits[] = {{"resources.limits.memory"}};

constexpr Product products[] = {
    {.name = "CloudPirates' chart redis",
     .names = NameRule::chart,
     .chart = "redis",
     .publisher = "cloudpirates",
     .first_major = 0,
     .last_major = 0,
     .first_minor = 25,
     .defaults = defaults,
     .services = redis_services,
     .secrets = redis_secrets,
     .limits = limits,
     .master_name = "mymaster",
     .master_name_field = "sentinel.masterName",
     .master_name_when = with_sentinel,
     .open_when = "extraObjects|cluster.externalAccess.enabled",
     .namespace_field = "namespaceOverride"},
    {.name = "CloudPirates' chart valkey",
     .names = NameRule::chart,
     .chart = "valkey",
     .publisher = "cloudpirates",
     .first_major = 0,
     .last_major = 0,
     .first_minor = 10,
     .defaults = defaults,
     .services = valkey_services,
     .secrets = valkey_secrets,
     .limits = limits,
     .master_name = "mymaster",
     .master_name_field = "sentinel.masterName",
     .master_name_when = with_sentinel,
     .open_when = "extraObjects",
     .namespace_field = "namespaceOverride"},
};

}  // namespace

std::span<const Product> cloudpirates_products() { return products; }

}  // namespace fairlead::redis
