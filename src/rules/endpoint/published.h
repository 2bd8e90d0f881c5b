#pragma once
#include <optional>
#include <string_view>

#include "facts/facts.h"

namespace fairlead {

/// A port that a compose service has on the machine, apart from that on its networks.
struct PublishedPort {
  std::uint16_t host = 0, container = 0;
  Ref at;  ///< the entry of `ports`
};

/// The entry that publishes another port of the service as `port`.
std::optional<PublishedPort> published_as(const Facts& facts, std::string_view service,
                                          std::uint16_t port);

}  // namespace fairlead
