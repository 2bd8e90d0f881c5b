#pragma once
#include <string_view>

namespace fairlead::redis {

/// Dotted IPv4 in full, and IPv6 as inet_pton reads it.
bool is_ipv4(std::string_view text);
bool is_ipv6(std::string_view text);
/// What getaddrinfo takes as an address without asking anybody: also `127.1`, and IPv6 with a zone.
bool is_numeric_host(std::string_view text);

}  // namespace fairlead::redis
