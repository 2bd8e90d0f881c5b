// KubeBlocks' Redis, as its Clusters in public manifests show it; other versions may name more.
#include "product/products.h"

namespace fairlead::redis {
namespace {

using enum ServiceRole;

constexpr ProductService services[] = {
    {"{}-redis-redis", {{data, 6379}}},
    {"{}-redis-sentinel-redis-sentinel", {{sentinel, 26379}}, "spec.topology!=standalone"},
};
constexpr ProductHolder secrets[] = {
    {.name = "{}-redis-account-default", .key = "username password"}};

constexpr Product products[] = {{.name = "KubeBlocks",
                                 .group = "apps.kubeblocks.io",
                                 .kind = "Cluster",
                                 .applies_when = "spec.clusterDef=redis|"
                                                 "spec.clusterDefinitionRef=redis",
                                 .services = services,
                                 .secrets = secrets,
                                 .open_when = "spec"}};

}  // namespace

std::span<const Product> kubeblocks_products() { return products; }

}  // namespace fairlead::redis
