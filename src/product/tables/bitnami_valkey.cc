// Bitnami's chart valkey.
#include "product/products.h"

namespace fairlead::redis {
namespace {

using enum ServiceRole;

constexpr SettingDefault defaults[] = {
    {"architecture", "replication"},
    {"auth.enabled", "true"},
    {"auth.usePasswordFileFromSecret", "true"},
    {"primary.replicaCount", "1"},
    {"metrics.service.enabled", "true"},
    {"primary.disableCommands", "FLUSHDB FLUSHALL"},  // a list
};

constexpr std::string_view with_sentinel = "sentinel.enabled";
constexpr std::string_view alone = "!sentinel.enabled, architecture!=replication";
constexpr std::string_view replicated = "!sentinel.enabled, architecture=replication";
constexpr std::string_view other_ports =
    "sentinel.service.type=NodePort|sentinel.service.type=LoadBalancer|sentinel.service.extraPorts";

constexpr ProductService services[] = {
    {.name = "{}-primary",
     .ports = {{data, 6379, "primary.service.ports.valkey", "!sentinel.enabled"},
               {data, 6379, "sentinel.service.ports.valkey", with_sentinel}},
     .when = "!sentinel.enabled|sentinel.service.createPrimary, "
             "sentinel.enabled|primary.replicaCount!=0",
     .open_when = "primary.service.extraPorts|sentinel.service.type=NodePort|sentinel.service.type="
                  "LoadBalancer"},
    {.name = "{}-replicas",
     .ports = {{replica, 6379, "replica.service.ports.valkey"}},
     .when = replicated,
     .open_when = "replica.service.extraPorts"},
    {.name = "{}",
     .ports = {{mixed, 6379, "sentinel.service.ports.valkey"},
               {sentinel, 26379, "sentinel.service.ports.sentinel"}},
     .when = "sentinel.enabled, architecture=replication",
     .open_when = other_ports},
    {.name = "{}-headless",
     .ports = {{data, 6379, "primary.containerPorts.valkey", alone},
               {mixed, 6379, "primary.containerPorts.valkey", replicated},
               {mixed, 6379, "replica.containerPorts.valkey", with_sentinel},
               {sentinel, 26379, "sentinel.containerPorts.sentinel", with_sentinel}},
     .headless = true},
    {.name = "{}-metrics",
     .ports = {{metrics, 9121, "metrics.service.ports.http"}},
     .when = "metrics.enabled, metrics.service.enabled",
     .open_when = "metrics.service.extraPorts"},
};

constexpr ProductHolder secrets[] = {
    {.name = "{}",
     .key = "valkey-password",
     .name_field = "auth.existingSecret",
     .key_field = "auth.existingSecretPasswordKey",
     .when = "auth.enabled, "
             "auth.existingSecret|auth.usePasswordFileFromSecret|!auth.usePasswordFiles",
     .password = true},
};
constexpr ProductHolder config_maps[] = {
    {"{}-configuration", "", "existingConfigmap"}, {"{}-scripts", ""}, {"{}-health", ""}};

// Its start scripts include both files, in an order that differs with Sentinels; then come flags.
constexpr std::string_view own_config =
    "!existingConfigmap, !primary.command, !primary.args, !primary.extraFlags";
constexpr ProductConfig configs[] = {
    {"commonConfiguration", NodeKind::masters, own_config},
    {"primary.configuration", NodeKind::masters, own_config},
    {"primary.disableCommands", NodeKind::masters, own_config},
    {"replica.configuration", NodeKind::replicas, "!existingConfigmap"},
    {"sentinel.configuration", NodeKind::sentinels, "!existingConfigmap"},
};

// With Sentinels all nodes are made as replicas are.
constexpr ProductLimit limits[] = {{"primary.resources.limits.memory", "!sentinel.enabled"},
                                   {"replica.resources.limits.memory", "sentinel.enabled"}};

constexpr Product products[] = {{.name = "Bitnami's chart valkey",
                                 .names = NameRule::chart,
                                 .chart = "valkey",
                                 .publisher = "bitnami",
                                 .first_major = 2,
                                 .last_major = 4,
                                 .cleans_names_since = 4,
                                 .defaults = defaults,
                                 .services = services,
                                 .secrets = secrets,
                                 .config_maps = config_maps,
                                 .configs = configs,
                                 .limits = limits,
                                 .master_name = "myprimary",
                                 .master_name_field = "sentinel.primarySet",
                                 .master_name_when = with_sentinel,
                                 .open_when = "extraDeploy",
                                 .namespace_field = "namespaceOverride"}};

}  // namespace

std::span<const Product> bitnami_valkey_products() { return products; }

}  // namespace fairlead::redis
