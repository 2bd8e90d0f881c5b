#pragma once
#include <string>
#include <string_view>

namespace fairlead::gotemplate {

/// An address as Go's netip.ParseAddr reads it.
struct IpAddress {
  std::string error;  ///< why it is none, in Go's words; "" where it is one
  bool is_v4 = false;
  bool has_zone = false;  ///< `%eth0`
};
IpAddress ip_address(std::string_view text);

}  // namespace fairlead::gotemplate
