#pragma once
#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "facts/facts.h"

namespace fairlead {

/// A host as its program looks it up.
struct DnsLookup {
  std::string host;            ///< lower case, without a dot at its end
  std::string namespace_name;  ///< of the pod, where a search list completes the host; else ""
  std::string service;         ///< "_mongodb._tcp": its SRV record is asked for, not its address
  bool in_cluster = false;     ///< may name a Service: not asked of a server outside the cluster
  auto operator<=>(const DnsLookup&) const = default;
};

enum class DnsState : std::uint8_t {
  found,
  no_such_host,  ///< none of its names exists
  no_address,    ///< the name exists, without an address (or without a server, of an SRV record)
  unknown,       ///< DnsFact::reason says why
};

/// What DNS says of a host.
struct DnsFact {
  DnsState state = DnsState::unknown;
  std::string name;         ///< absolute: the one that was found, else the likeliest
  bool in_cluster = false;  ///< `name` is one of the cluster's
  ServiceName service;      ///< found, in the cluster: the Service
  /// Of a Service with an address of its own: all of its ports, sorted. Empty: not known.
  std::vector<std::uint16_t> ports;
  std::vector<std::string> aliases;  ///< of `name`, the last one last
  std::string reason;
};

/// All that DNS was asked for a run. Read by every thread, never changed.
struct DnsFacts {
  std::string server;  ///< who was asked: "10.96.0.10:53"
  std::map<DnsLookup, DnsFact> facts;

  /// Null where it was not asked.
  const DnsFact* find(const DnsLookup& lookup) const {
    const auto found = facts.find(lookup);
    return found == facts.end() ? nullptr : &found->second;
  }
};

/// What ExternalName Services stand for, which the cluster's DNS makes an alias of: hosts to ask
/// DNS for besides those of the endpoints.
std::vector<Endpoint> alias_endpoints(const Facts& facts);

/// How the host of an endpoint is looked up; otherwise why it is not, "" where there is nothing to
/// look up: an address, localhost, a placeholder, a name of a compose network, a name that the
/// pod's hostAliases or fairlead.yaml give.
tl::expected<DnsLookup, std::string> dns_lookup(const Facts& facts, const Endpoint& endpoint);
/// Why a pod does not learn from the cluster's DNS what a host is: its hosts file has it
/// (hostAliases, its own name), or it asks other servers. "" where it does.
std::string_view not_by_cluster_dns(const Facts& facts, const Endpoint& endpoint);
/// The same as dns_lookup for a host that may name a Service, from a namespace.
DnsLookup service_lookup(std::string_view host, std::string_view namespace_name);

}  // namespace fairlead
