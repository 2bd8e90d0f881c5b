// Bitnami's chart keydb.
#include "product/products.h"

namespace fairlead::redis {
namespace {

using enum ServiceRole;

constexpr SettingDefault defaults[] = {{"architecture", "replication"}, {"auth.enabled", "true"}};

constexpr ProductService services[] = {
    {.name = "{}-master^",
     .ports = {{data, 6379, "master.service.ports.keydb"}},
     .open_when = "master.service.extraPorts"},
    {.name = "{}-master^-hl",
     .ports = {{data, 6379, "master.containerPorts.keydb"}},
     .headless = true},
    {.name = "{}-replica^",
     .ports = {{replica, 6379, "replica.service.ports.keydb"}},
     .when = "architecture=replication",
     .open_when = "replica.service.extraPorts"},
    {.name = "{}-replica^-hl",
     .ports = {{replica, 6379, "replica.containerPorts.keydb"}},
     .when = "architecture=replication",
     .headless = true},
    {.name = "{}-metrics",
     .ports = {{metrics, 9121, "metrics.service.port"}},
     .when = "metrics.enabled"},
};
constexpr ProductHolder secrets[] = {{.name = "{}",
                                      .key = "keydb-password",
                                      .name_field = "auth.existingSecret",
                                      .key_field = "auth.existingSecretPasswordKey",
                                      .when = "auth.enabled",
                                      .password = true}};

constexpr Product products[] = {{.name = "Bitnami's chart keydb",
                                 .names = NameRule::chart,
                                 .chart = "keydb",
                                 .publisher = "bitnami",
                                 .first_major = 0,
                                 .last_major = 0,
                                 .cleans_names_since = 1,
                                 .defaults = defaults,
                                 .services = services,
                                 .secrets = secrets,
                                 .open_when = "extraDeploy",
                                 .namespace_field = "namespaceOverride"}};

}  // namespace

std::span<const Product> bitnami_keydb_products() { return products; }

}  // namespace fairlead::redis
