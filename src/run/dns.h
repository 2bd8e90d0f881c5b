#pragma once
#include <span>

#include "net/resolver.h"
#include "secret/hiding.h"
#include "wiring/dns.h"

namespace fairlead {

/// More hosts are not looked up in one run.
inline constexpr std::size_t most_dns_hosts = 2000;

/// A unit of the run. The hosts of those that are linted are looked up; no credential of any is
/// sent.
struct DnsUnit {
  const Facts* facts = nullptr;
  const SourceMap* sources = nullptr;
  bool linted = true;
};

/// Looks up the hosts of all units, each once.
///
/// First, external hosts, and whether the server speaks for a cluster: it must know
/// `kubernetes.default.svc.<domain>` and must not know a Service that cannot be there. Then what
/// may be a Service, of such a server only. Nothing is asked that holds a credential, and nothing
/// at all where there is no host to ask for.
DnsFacts look_up_hosts(std::span<const DnsUnit> units, Hiding& hiding, Resolver& resolver);

}  // namespace fairlead
