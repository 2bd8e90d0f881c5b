#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace fairlead {

/// Which DNS server is asked: the machine's own, or one by its address.
struct ServerAddress {
  bool system = false;  ///< those of /etc/resolv.conf
  std::string host;     ///< IPv4, or IPv6 without brackets
  std::uint16_t port = 53;

  /// "10.96.0.10:53", "[fd00::a]:53", "system".
  std::string text() const;
};

/// Reads `system`, `10.96.0.10`, `10.96.0.10:5353`, `fd00::a`, `[fd00::a]:53`. A name is refused:
/// to find it would need the DNS itself.
Result<ServerAddress> read_server_address(std::string_view text);

}  // namespace fairlead
