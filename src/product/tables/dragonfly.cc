// dragonfly-operator: its Service selects the master's pod.
#include "product/products.h"

namespace fairlead::redis {
namespace {

constexpr ProductService services[] = {
    {.name = "{}", .ports = {{ServiceRole::data, 6379}}, .name_field = "spec.serviceSpec.name"}};
constexpr ProductHolder secrets[] = {
    {.name = "",
     .key = "",
     .name_field = "spec.authentication.passwordFromSecret.name",
     .key_field = "spec.authentication.passwordFromSecret.key",
     .password = true},
    {.name = "",
     .key = "",
     .name_field = "spec.aclFromSecret.name",
     .key_field = "spec.aclFromSecret.key"},
};
constexpr Product products[] = {{.name = "dragonfly-operator",
                                 .group = "dragonflydb.io",
                                 .kind = "Dragonfly",
                                 .services = services,
                                 .secrets = secrets,
                                 .image_field = "spec.image"}};

}  // namespace

std::span<const Product> dragonfly_products() { return products; }

}  // namespace fairlead::redis
