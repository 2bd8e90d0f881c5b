#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "deploy/types/resource.h"

namespace fairlead {

/// A port that a compose service has on the machine, apart from that on its networks.
struct PublishedPort {
  std::uint16_t host = 0, container = 0;
  Ref at;  ///< the entry of `ports`
};

/// Whether a compose service has that name on one of its networks at least.
bool is_called(const Resource& service, std::string_view name);

/// The entry that publishes another port of what is called `name` as `port`. Nothing where one of
/// the services of that name may listen on `port` itself, by what its `ports` and `expose` say.
std::optional<PublishedPort> published_as(std::span<const Resource> resources,
                                          std::string_view name, std::uint16_t port);

}  // namespace fairlead
