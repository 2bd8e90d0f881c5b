// groundhog2k's charts redis and valkey, which differ in words alone: templates/services.yaml and
// service-internal.yaml of redis 1.0.0 to 2.4.4 and valkey 1.0.0 to 2.3.3. They make no Secret.
#include "product/products.h"

namespace fairlead::redis {
namespace {

using enum ServiceRole;

constexpr std::string_view server_port = "service.serverPort";
constexpr std::string_view sentinel_port = "service.sentinelPort";
constexpr std::string_view with_sentinel = "haMode.enabled";
constexpr std::string_view alone = "!haMode.enabled";

constexpr SettingDefault defaults[] = {{"metrics.service.enabled", "true"}};

constexpr ProductService services[] = {
    {.name = "{}",
     .ports = {{data, 6379, server_port, alone}, {sentinel, 26379, sentinel_port, with_sentinel}}},
    {.name = "{}-headless",
     .ports = {{data, 6379, server_port, alone},
               {mixed, 6379, server_port, with_sentinel},
               {sentinel, 26379, sentinel_port, with_sentinel}},
     .headless = true},
    {.name = "{}-metrics",
     .ports = {{metrics, 9121, "metrics.service.servicePort"}},
     .when = "metrics.enabled, metrics.service.enabled"},
};

constexpr ProductLimit limits[] = {{"resources.limits.memory"}};

constexpr Product products[] = {
    {.name = "groundhog2k's chart redis",
     .names = NameRule::chart,
     .chart = "redis",
     .publisher = "groundhog2k",
     .first_major = 1,
     .last_major = 2,
     .defaults = defaults,
     .services = services,
     .limits = limits,
     .master_name = "redisha",
     .master_name_field = "haMode.masterGroupName",
     .master_name_when = with_sentinel},
    {.name = "groundhog2k's chart valkey",
     .names = NameRule::chart,
     .chart = "valkey",
     .publisher = "groundhog2k",
     .first_major = 1,
     .last_major = 2,
     .defaults = defaults,
     .services = services,
     .limits = limits,
     .master_name = "valkeyha",
     .master_name_field = "haMode.masterGroupName",
     .master_name_when = with_sentinel},
};

}  // namespace

std::span<const Product> groundhog2k_products() { return products; }

}  // namespace fairlead::redis
