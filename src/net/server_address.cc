#include "net/server_address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include "base/text.h"

namespace fairlead {
namespace {

bool is_address(int family, const std::string& text) {
  in6_addr address;  // the larger of the two
  return inet_pton(family, text.c_str(), &address) == 1;
}

tl::unexpected<Error> wrong(std::string_view text, std::string_view why) {
  return usage_error(
      fmt::format("--dns: `{}` {}; give `system`, an IPv4 address such as `10.96.0.10` or "
                  "`10.96.0.10:53`, or an IPv6 address such as `[fd00::a]:53`",
                  text, why));
}

}  // namespace

std::string ServerAddress::text() const {
  if (system) return "system";
  return contains(host, ":") ? fmt::format("[{}]:{}", host, port)
                             : fmt::format("{}:{}", host, port);
}

Result<ServerAddress> read_server_address(std::string_view text) {
  ServerAddress server;
  if (text == "system") {
    server.system = true;
    return server;
  }
  std::string_view host = text, port;
  const bool bracketed = text.starts_with('[');
  const auto colon = text.rfind(':');
  if (bracketed) {
    const auto end = text.find(']');
    if (end == text.npos) return wrong(text, "has no closing bracket");
    host = text.substr(1, end - 1);
    port = text.substr(end + 1);
  } else if (colon != text.npos && text.find(':') == colon) {
    host = text.substr(0, colon);
    port = text.substr(colon);
  }
  server.host = std::string(host);
  const bool v6 = is_address(AF_INET6, server.host), v4 = is_address(AF_INET, server.host);
  if (bracketed ? !v6 : !v4 && !v6) return wrong(text, "is no address");
  if (!port.empty()) {
    const auto number = port.starts_with(':') ? port_from(port.substr(1)) : std::nullopt;
    if (!number) return wrong(text, "has no port from 1 to 65535 behind the address");
    server.port = *number;
  }
  return server;
}

}  // namespace fairlead
