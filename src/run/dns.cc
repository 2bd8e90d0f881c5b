#include "run/dns.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "run/dns_lookups.h"

namespace fairlead {
namespace {

DnsFact not_asked(std::string reason) {
  DnsFact fact;
  fact.reason = std::move(reason);
  return fact;
}

struct Asked {
  DnsLookup lookup;
  std::string host;
  std::vector<Span> written;  // its parts: of `${X}.corp` also what X is
};

}  // namespace

DnsFacts look_up_hosts(std::span<const DnsUnit> units, Hiding& hiding, Resolver& resolver) {
  DnsFacts facts;
  facts.server = resolver.server();
  std::vector<Asked> all;
  std::vector<Span> places;
  for (const DnsUnit& unit : units) {
    if (!unit.linted) continue;
    const auto add = [&](const Endpoint& endpoint) {
      auto lookup = dns_lookup(*unit.facts, endpoint);
      if (!lookup) return;
      const Blame blame = unit.sources->blame(endpoint.host_at);
      std::vector<Span> written = {blame.edit};
      for (const Related& other : blame.others) {
        if (other.kind == Related::Kind::also) written.push_back(other.at);
      }
      places.insert(places.end(), written.begin(), written.end());
      all.push_back({std::move(*lookup), endpoint.host, std::move(written)});
    };
    std::ranges::for_each(unit.facts->endpoints, add);
    std::ranges::for_each(alias_endpoints(*unit.facts), add);
  }
  const Shown shown = hiding.shown(places);
  std::set<DnsLookup> lookups;
  for (Asked& each : all) {
    const bool marked = std::ranges::any_of(each.written, [&](const Span& at) {
      const auto parts = shown.hidden(at);
      return std::ranges::any_of(
          parts, [](const Shown::Part& part) { return part.glyph == credential_glyph; });
    });
    if (marked || hiding.holds_credential(each.host))
      facts.facts[each.lookup] = not_asked("its name holds what is marked as a credential");
    else
      lookups.insert(std::move(each.lookup));
  }
  for (const auto& [hidden, fact] : facts.facts) lookups.erase(hidden);
  while (lookups.size() > most_dns_hosts) {
    facts.facts.emplace(
        std::move(lookups.extract(std::prev(lookups.end())).value()),
        not_asked(fmt::format("the run has more than {} hosts to look up", most_dns_hosts)));
  }
  look_up(lookups, resolver, facts);
  return facts;
}

}  // namespace fairlead
