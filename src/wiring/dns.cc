#include "wiring/dns.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

/// Names of which DNS must know nothing, or only the machine itself knows. The domains for examples
/// are those of RFC 2606, the others of RFC 6761, 7686 and 9476.
struct Reserved {
  std::string_view domain, why;
};
constexpr std::string_view for_examples = "is reserved for examples";
constexpr std::string_view of_machine = "is known to the machine alone that runs the container";
constexpr std::array<Reserved, 15> reserved_domains = {{
    {"example", for_examples},
    {"example.com", for_examples},
    {"example.net", for_examples},
    {"example.org", for_examples},
    {"test", for_examples},
    {"invalid", for_examples},
    {"localhost", "is the machine itself"},
    {"onion", "is no name of the DNS"},
    {"alt", "is no name of the DNS"},
    {"docker.internal", of_machine},
    {"containers.internal", of_machine},
    {"minikube.internal", of_machine},
    {"k3d.internal", of_machine},
    {"lima.internal", of_machine},
    {"metadata.google.internal", of_machine},
}};

std::string_view reserved_because(std::string_view host) {
  for (const Reserved& reserved : reserved_domains) {
    if (!host.ends_with(reserved.domain)) continue;
    const std::size_t before = host.size() - reserved.domain.size();
    if (before == 0 || host[before - 1] == '.') return reserved.why;
  }
  return {};
}

std::string plain(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return lower(host);
}

/// Whether fairlead.yaml says that the Service is there.
bool is_declared(const Config& config, const DnsLookup& lookup) {
  const auto names = service_names(lookup.host, lookup.namespace_name);
  return std::ranges::any_of(config.services, [&](const ExternalService& external) {
    return std::ranges::any_of(names, [&](const ServiceName& name) {
      return external.name == name.name && external.namespace_name == name.namespace_name;
    });
  });
}

/// Whether the pod brings an address of the host itself.
bool has_alias(Ref pod_spec, std::string_view host) {
  for (const Node* alias : pod_spec["hostAliases"].items()) {
    for (const Node* name : Ref(alias)["hostnames"].items()) {
      if (plain(name->text()) == host) return true;
    }
  }
  return false;
}

/// Whether the kubelet writes the name into the pod's hosts file: it is the pod's own.
bool is_own_name(const Workload& workload, std::string_view host) {
  if (plain(workload.pod_spec["hostname"].text()) == host) return true;
  const Resource& resource = *workload.resource;
  if (resource.kind == "Pod") return plain(resource.name) == host;
  const std::string first = plain(resource.name) + "-";
  return resource.kind == "StatefulSet" && host.starts_with(first) && host.size() > first.size() &&
         host.find_first_not_of("0123456789", first.size()) == std::string_view::npos;
}

/// Why a pod does not ask the DNS that this host is asked of; "" where it does.
std::string_view other_dns(const Workload& workload, bool in_cluster) {
  const Ref spec = workload.pod_spec;
  const std::string_view policy = spec["dnsPolicy"].text();
  if (policy == "None" || spec["dnsConfig"]["nameservers"])
    return "the pod names DNS servers of its own";
  const bool of_node =
      policy == "Default" || (workload.host_network && policy != "ClusterFirstWithHostNet");
  return of_node && in_cluster ? "the pod asks the DNS of its node, not the cluster's"
                               : std::string_view();
}

bool on_compose_network(const Facts& facts, std::string_view host) {
  return std::ranges::any_of(facts.services, [&](const Service& service) {
    return equal_ignoring_case(service.name, host);
  });
}

}  // namespace

std::string_view not_by_cluster_dns(const Facts& facts, const Endpoint& endpoint) {
  if (!endpoint.workload || facts.unit->kind == UnitKind::compose) return {};
  const std::string host = plain(endpoint.host);
  if (has_alias(endpoint.workload->pod_spec, host)) return "the pod's `hostAliases` have it";
  if (is_own_name(*endpoint.workload, host)) return "it is the pod's own name";
  return other_dns(*endpoint.workload, true);
}

DnsLookup service_lookup(std::string_view host, std::string_view namespace_name) {
  DnsLookup lookup{plain(host), "", "", true};
  // A pod's search list completes `a` and, as pod and Service, `a.b`; nothing that says `svc`.
  const auto names = service_names(lookup.host, "");
  const bool complete = names.size() == 1 && names.front().qualified;
  if (!complete) lookup.namespace_name = namespace_name;
  return lookup;
}

std::vector<Endpoint> alias_endpoints(const Facts& facts) {
  std::vector<Endpoint> endpoints;
  for (const Service& service : facts.services) {
    if (!service.external_name || !service.resource || service.computed) continue;
    const WrittenText host = text_of(service.resource->root["spec"]["externalName"]);
    // An alias is never completed, so that what has no domain leads nowhere anyway.
    const bool whole =
        host_kind(host.value) == HostKind::external || !cluster_domain(host.value).empty();
    if (!host || !whole || service.resource->partial) continue;
    Endpoint endpoint;
    endpoint.host = std::string(host.value);
    endpoint.at = endpoint.host_at = host.span();
    endpoints.push_back(std::move(endpoint));
  }
  return endpoints;
}

tl::expected<DnsLookup, std::string> dns_lookup(const Facts& facts, const Endpoint& endpoint) {
  const HostKind kind = host_kind(endpoint.host);
  if (kind != HostKind::in_cluster && kind != HostKind::external)
    return tl::unexpected(std::string());
  const bool in_cluster = kind == HostKind::in_cluster;
  DnsLookup lookup = in_cluster ? service_lookup(endpoint.host, endpoint.namespace_name)
                                : DnsLookup{plain(endpoint.host), "", "", false};
  if (facts.unit->kind == UnitKind::compose &&
      (in_cluster || on_compose_network(facts, lookup.host)))
    return tl::unexpected(std::string());
  lookup.service = endpoint.srv;
  if (const std::string_view why = reserved_because(lookup.host); !why.empty())
    return tl::unexpected(fmt::format("`{}` {}", lookup.host, why));
  if (is_declared(*facts.config, lookup)) return tl::unexpected(std::string());
  if (endpoint.workload) {
    if (has_alias(endpoint.workload->pod_spec, lookup.host)) return tl::unexpected(std::string());
    const std::string_view why = other_dns(*endpoint.workload, in_cluster);
    if (!why.empty()) return tl::unexpected(std::string(why));
  }
  return lookup;
}

}  // namespace fairlead
