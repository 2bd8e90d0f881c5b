#include "redis/config/address.h"

#include <arpa/inet.h>

#include <string>

namespace fairlead::redis {

bool is_ipv4(std::string_view text) {
  in_addr address{};
  return inet_pton(AF_INET, std::string(text).c_str(), &address) == 1;
}

bool is_ipv6(std::string_view text) {
  in6_addr address{};
  return inet_pton(AF_INET6, std::string(text).c_str(), &address) == 1;
}

bool is_numeric_host(std::string_view text) {
  in_addr address{};
  if (inet_aton(std::string(text).c_str(), &address) == 1) return true;
  return is_ipv6(text.substr(0, text.find('%')));
}

}  // namespace fairlead::redis
