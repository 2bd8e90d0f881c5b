#include "run/dns.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/mask.h"
#include "run/dns_lookups.h"

namespace fairlead {
namespace {

DnsFact not_asked(std::string reason) {
  DnsFact fact;
  fact.reason = std::move(reason);
  return fact;
}

/// Knows every place and word that is marked as a credential: none is ever sent.
class Credentials {
 public:
  explicit Credentials(std::span<const DnsUnit> units) : mask_(words_of(units)) {}

  /// Whether a host holds one, or lies in one.
  bool hold(const DnsUnit& unit, const Endpoint& endpoint) {
    if (mask_.words(endpoint.host) != endpoint.host) return true;
    const std::string small = lower(endpoint.host);
    if (mask_.words(small) != small) return true;
    const auto [marked, added] = marked_.try_emplace(unit.sources);
    if (added) {
      for (const auto* spans : {&unit.sources->secrets(), &unit.sources->hidden()})
        for (const Span& span : *spans) marked->second[span.source].push_back(span);
    }
    const auto here = marked->second.find(endpoint.host_at.source);
    return here != marked->second.end() && std::ranges::any_of(here->second, [&](const Span& span) {
             return span.begin < endpoint.host_at.end && endpoint.host_at.begin < span.end;
           });
  }

 private:
  const SourceMap& words_of(std::span<const DnsUnit> units) {
    for (const DnsUnit& unit : units) {
      for (const std::string& text : unit.sources->secret_texts()) {
        words_.add_secret_text(lower(text));
        words_.add_secret_text(text);
      }
    }
    return words_;
  }

  SourceMap words_;
  Mask mask_;
  std::map<const SourceMap*, std::map<SourceId, std::vector<Span>>> marked_;
};

}  // namespace

DnsFacts look_up_hosts(std::span<const DnsUnit> units, Resolver& resolver) {
  DnsFacts facts;
  facts.server = resolver.server();
  std::set<DnsLookup> lookups;
  Credentials credentials(units);
  for (const DnsUnit& unit : units) {
    if (!unit.linted) continue;
    const auto add = [&](const Endpoint& endpoint) {
      auto lookup = dns_lookup(*unit.facts, endpoint);
      if (!lookup) return;
      if (credentials.hold(unit, endpoint))
        facts.facts[*lookup] = not_asked("its name holds what is marked as a credential");
      else
        lookups.insert(std::move(*lookup));
    };
    std::ranges::for_each(unit.facts->endpoints, add);
    std::ranges::for_each(alias_endpoints(*unit.facts), add);
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
