#include "wiring/reach.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/filled_in.h"
#include "base/text.h"
#include "facts/cluster/image.h"
#include "facts/cluster/pod_names.h"
#include "facts/compose/published_ports.h"
#include "facts/connect/credential.h"
#include "wiring/dns.h"
#include "wiring/own_release.h"

namespace fairlead {
namespace {

constexpr std::uint16_t redis_port = 6379;
constexpr std::uint16_t sentinel_port = 26379;

bool speaks_redis(Product product) {
  return product == Product::redis || product == Product::sentinel;
}

}  // namespace

bool asks_sentinel(const Facts& facts, const Endpoint& endpoint) {
  if (contains(upper(endpoint.variable), "SENTINEL")) return true;
  if (!endpoint.container) return endpoint.beside_master;
  for (const ContainerSettings& settings : facts.settings) {
    if (settings.container != endpoint.container) continue;
    // An exporter asks a Sentinel about itself, on its own port.
    if (contains(settings.container->image, "redis_exporter")) return true;
    for (const Setting& setting : settings.settings) {
      if (setting.name != endpoint.variable && hints_at_sentinel(setting.name, setting.value.value))
        return true;
    }
  }
  return false;
}

namespace {

/// The role of a port, where all Services that list it agree.
Role role_of(const std::vector<ServiceFacts>& services, std::uint16_t port) {
  Role role = Role::unknown;
  for (const ServiceFacts& service : services) {
    for (const auto& [number, its_role] : service.ports) {
      if (number != port || its_role == Role::unknown) continue;
      if (role != Role::unknown && role != its_role) return Role::unknown;
      role = its_role;
    }
  }
  return role;
}

bool offered(const std::vector<ServiceFacts>& services, std::uint16_t port) {
  return std::any_of(services.begin(), services.end(), [&](const ServiceFacts& service) {
    return std::any_of(service.ports.begin(), service.ports.end(),
                       [&](const auto& offer) { return offer.first == port; });
  });
}

/// Whether the ports of a Service are all that can be reached under its name.
bool is_closed(const ServiceFacts& service) {
  return !service.open_ports && !service.external_name && !service.headless &&
         !service.ports.empty();
}

/// What speaks on the port does not speak the client's protocol, by the Service's role or, where
/// that is not known, by the number that everybody uses.
Meeting wrong_protocol(const Facts& facts, const Endpoint& endpoint, Role role) {
  const std::uint16_t port = endpoint.port.value_or(0);
  const bool by_number = role == Role::unknown && endpoint.port_written;
  if (endpoint.product == Product::redis) {
    const bool sentinel = role == Role::sentinel || (by_number && port == sentinel_port);
    if (sentinel && !asks_sentinel(facts, endpoint)) return Meeting::sentinel_as_data;
  }
  if (endpoint.product == Product::sentinel) {
    const bool data = role == Role::data || role == Role::mixed || role == Role::replica ||
                      role == Role::cluster || (by_number && port == redis_port);
    if (data) return Meeting::data_as_sentinel;
  }
  return Meeting::meets;
}

bool is_short(const Endpoint& endpoint) {
  return !endpoint.namespace_name.empty() && !endpoint.host.empty() &&
         endpoint.host.find('.') == std::string::npos;
}

/// The Services that a short name would reach from another namespace: in exactly one, known, and of
/// a role that the client can use.
std::vector<ServiceFacts> in_other_namespace(const World& world, const Endpoint& endpoint) {
  std::vector<ServiceFacts> found = world.services_named(endpoint.host);
  std::erase_if(found, [](const ServiceFacts& service) { return service.external_name; });
  for (const ServiceFacts& service : found) {
    const bool other = !service.namespace_name.empty() &&
                       service.namespace_name != endpoint.namespace_name &&
                       service.namespace_name == found.front().namespace_name;
    if (!other) return {};
    const bool serves =
        std::any_of(service.ports.begin(), service.ports.end(),
                    [&](const auto& offer) { return role_fits(endpoint.product, offer.second); });
    if (!serves) return {};
  }
  return found;
}

/// Whether everything of that name is on networks of a compose project on which the client is not.
bool is_apart(const Endpoint& endpoint, const std::vector<ServiceFacts>& services) {
  return endpoint.workload && std::ranges::none_of(services, [&](const ServiceFacts& service) {
           return may_share(endpoint.workload->networks, service.networks);
         });
}

/// Of a compose project's names: whether the client hears of them at all.
void meet_on_networks(const Endpoint& endpoint, Reach& reach) {
  const std::vector<Network>& own = endpoint.workload->networks;
  const auto shared = std::ranges::find_if(own, &Network::external);
  if (shared == own.end()) {
    reach.meeting = Meeting::other_network;
    reach.sure = true;
  } else {
    reach.reason =
        fmt::format("another project may answer to it on the network `{}`", shared->name);
  }
}

/// Whether no pod has the name that the host gives one: below a Service that is not headless, or
/// beyond the pods that there are.
bool names_no_pod(const Facts& facts, const ServiceAnswer& answer) {
  if (answer.name.pod.empty() || facts.unit->kind == UnitKind::compose) return false;
  return std::ranges::all_of(answer.services, [&](const ServiceFacts& service) {
    if (!service.pods || service.external_name) return false;
    return !service.headless || !is_among(*service.pods, answer.name.pod);
  });
}

/// Whether a name that something has leads the client there, whatever the port. Decides the meeting
/// where it does not.
bool is_led_to(const Facts& facts, const Endpoint& endpoint, Reach& reach) {
  if (is_apart(endpoint, reach.service.services)) {
    meet_on_networks(endpoint, reach);
    return false;
  }
  if (!names_no_pod(facts, reach.service)) return true;
  reach.meeting = Meeting::no_pod;
  // CoreDNS answers for the named pods of any Service, other servers as it is specified.
  reach.sure = std::ranges::none_of(reach.service.services, [&](const ServiceFacts& service) {
    return is_among(*service.pods, reach.service.name.pod);
  });
  return false;
}

/// Whether the port is one that a compose project publishes on the machine, under another number.
bool is_of_the_host(const Facts& facts, const Endpoint& endpoint, const Reach& reach) {
  return facts.unit->kind == UnitKind::compose && !endpoint.port_assumed &&
         published_as(facts.resources, reach.service.name.name, *endpoint.port);
}

/// The port that is asked for, of Services that were found.
bool offers_port(const Facts& facts, const Endpoint& endpoint, Reach& reach) {
  const std::vector<ServiceFacts>& services = reach.service.services;
  if (offered(services, *endpoint.port)) return true;
  const bool closed = std::ranges::all_of(services, is_closed);
  if (is_of_the_host(facts, endpoint, reach)) {
    reach.meeting = Meeting::port_of_the_host;
    reach.sure = closed;
    return false;
  }
  if (!closed) return true;
  if (endpoint.port_assumed) {
    reach.reason = "the port is not written";
  } else if (!endpoint.port_written && endpoint.variable.empty() &&
             endpoint.scheme.starts_with("http")) {
    // Tempo's vulture takes `-tempo-push-url=http://HOST` and goes to HOST:14250.
    reach.reason = "a program may add a port of its own to an option's URL";
  } else {
    reach.meeting = Meeting::port_not_offered;
    reach.sure = true;
  }
  return false;
}

/// Why a port that no Service lists may be reached all the same; "" where it may not.
std::string_view beyond_ports(const std::vector<ServiceFacts>& services, std::uint16_t port) {
  if (offered(services, port)) return {};
  for (const ServiceFacts& service : services) {
    if (service.external_name) return "an ExternalName leads to whatever listens at another host";
    if (service.headless) return "a headless Service leads to whatever its pods listen on";
  }
  return {};
}

/// Whether a compose project has a server of the kind that the client asks for, under other names
/// alone. It is a world of its own, so that nothing else is asked.
bool names_none_of_its_kind(const Facts& facts, const World& world, const Endpoint& endpoint,
                            const ServiceName& name) {
  if (facts.unit->kind != UnitKind::compose || facts.open || contains(endpoint.host, "."))
    return false;
  const ServerKind by_scheme = server_of_scheme(endpoint.scheme);
  const ServerKind kind = by_scheme == ServerKind::unknown && endpoint.scheme.empty()
                              ? server_of_port(endpoint.port.value_or(0))
                              : by_scheme;
  if (kind == ServerKind::unknown || world.may_be_created(name)) return false;
  return std::ranges::any_of(facts.workloads, [&](const Workload& workload) {
    return !workload.host_network && served_by(workload.containers.front()) == kind;
  });
}

/// Whether KEDA's operator looks a name up in another namespace than that of its object: its own,
/// which no object names.
bool is_looked_up_elsewhere(const Facts& facts, const Endpoint& endpoint) {
  constexpr std::string_view usual = "keda", program = "keda-operator";
  if (!endpoint.scaler || contains(endpoint.host, ".")) return false;
  const std::string_view own = endpoint.scaler->namespace_name;
  return own != usual && std::ranges::none_of(facts.workloads, [&](const Workload& workload) {
           return workload.resource->name == program && workload.resource->namespace_name == own;
         });
}

/// A Service beside KEDA's object is what was meant, and is not where its operator looks.
void look_up_for_operator(Reach& reach) {
  if (reach.service.answer == Answer::found) {
    reach.meeting = Meeting::other_namespace;
    reach.elsewhere = std::move(reach.service.services);
    reach.service.services.clear();
  }
  reach.service.answer = Answer::unknown;
  reach.reason = "KEDA's operator looks the name up in its own namespace, which is not known";
}

void look_up(const Facts& facts, const World& world, const Endpoint& endpoint, Reach& reach) {
  reach.service = world.service(endpoint.host, endpoint.namespace_name, endpoint.product);
  if (is_looked_up_elsewhere(facts, endpoint)) return look_up_for_operator(reach);
  reach.reason = reach.service.reason;
  if (reach.service.answer == Answer::found) return;
  if (may_be_filled_in(endpoint.host) || is_placeholder(endpoint.host, endpoint.variable)) {
    reach.service.answer = Answer::unknown;
    reach.reason = "the host is to be filled in";
    return;
  }
  if (reach.service.answer == Answer::unknown && endpoint.of_release &&
      !world.may_be_created(reach.service.name) &&
      has_all_of_release(facts, reach.service.name.name)) {
    reach.service.answer = Answer::missing;
    reach.reason.clear();
  }
  // Where the namespace is not closed, only a Redis of that name elsewhere is evidence: `api` is
  // everywhere.
  const bool telling = reach.service.answer == Answer::missing || speaks_redis(endpoint.product);
  if (telling && !reach.service.former && is_short(endpoint) &&
      !world.may_be_created(reach.service.name)) {
    reach.elsewhere = in_other_namespace(world, endpoint);
  }
  if (!reach.elsewhere.empty()) {
    reach.meeting = Meeting::other_namespace;
    reach.sure = reach.service.answer == Answer::missing;
  } else if (reach.service.answer == Answer::missing) {
    reach.meeting = Meeting::no_service;
    reach.sure = true;
  } else if (world.is_misspelt(reach.service.name, endpoint.port, !endpoint.scheme.empty()) ||
             names_none_of_its_kind(facts, world, endpoint, reach.service.name)) {
    reach.meeting = Meeting::no_service;
  }
}

}  // namespace

bool role_fits(Product product, Role role) {
  switch (product) {
    case Product::redis:
      return role == Role::data || role == Role::cluster;
    case Product::sentinel:
      return role == Role::sentinel;
    case Product::unknown:
    case Product::other:
      return role == Role::unknown;
  }
  __builtin_unreachable();
}

Reach reach(const Facts& facts, const World& world, const Endpoint& endpoint) {
  Reach reach;
  const HostKind kind = host_kind(endpoint.host);
  if (kind == HostKind::unreadable) {
    reach.reason = "the host is not readable here";
    return reach;
  }
  if (kind == HostKind::in_cluster) {
    reach.reason = not_by_cluster_dns(facts, endpoint);
    if (!reach.reason.empty()) return reach;
    look_up(facts, world, endpoint, reach);
  }
  if (reach.meeting != Meeting::unknown) return reach;

  const bool found = reach.service.answer == Answer::found;
  if (found && !is_led_to(facts, endpoint, reach)) return reach;
  if (kind == HostKind::loopback) return reach;
  if (!endpoint.port) {
    if (found) reach.reason = "the port is not written";
    return reach;
  }
  if (found && !offers_port(facts, endpoint, reach)) return reach;
  const Role role = found ? role_of(reach.service.services, *endpoint.port) : Role::unknown;
  reach.role = role;
  const Meeting meeting = wrong_protocol(facts, endpoint, role);
  if (meeting == Meeting::meets && found)
    reach.reason = beyond_ports(reach.service.services, *endpoint.port);
  if (meeting != Meeting::meets || (found && reach.reason.empty())) {
    reach.meeting = meeting;
    reach.sure = role != Role::unknown;
  }
  return reach;
}

}  // namespace fairlead
