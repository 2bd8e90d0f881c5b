#include "wiring/logins.h"

#include <algorithm>

#include "wiring/server_setting.h"

namespace fairlead {
namespace {

bool is_at_server(const Facts& facts, const Connections& connections, const ClientAt& client,
                  const AclUserLine& user) {
  return std::ranges::all_of(client.endpoints, [&](const Endpoint* endpoint) {
    const Service* service = connections.service_at(*endpoint);
    return service && server_reads(facts, *service, user);
  });
}

}  // namespace

std::vector<const ClientAt*> logins(const Facts& facts, const Connections& connections,
                                    const AclUserLine& user) {
  std::vector<const ClientAt*> found;
  const bool everywhere = user.name.text == "default";
  // Two users of one name are those of two servers, and nobody says which is meant.
  const auto same_name = std::ranges::count(facts.redis.acl_users, user.name.text,
                                            [](const AclUserLine& line) { return line.name.text; });
  if (!everywhere && same_name != 1) return found;
  for (const ClientAt& client : facts.clients) {
    if (client.program || client.endpoints.empty() || client.user.text != user.name.text) continue;
    if (everywhere && !is_at_server(facts, connections, client, user)) continue;
    found.push_back(&client);
  }
  return found;
}

}  // namespace fairlead
