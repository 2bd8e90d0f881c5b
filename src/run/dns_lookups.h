#pragma once
#include <set>

#include "net/resolver.h"
#include "wiring/dns.h"

namespace fairlead {

/// Asks for these hosts, at most twice: first for what lies outside of clusters, and whether the
/// server speaks for a cluster; then for what may lie in it, and for what raised a doubt. Adds a
/// fact for each.
void look_up(const std::set<DnsLookup>& lookups, Resolver& resolver, DnsFacts& facts);

}  // namespace fairlead
