#include <fmt/format.h>

#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

/// Whether the files themselves say what becomes of the host: a Service that is not deployed yet,
/// or none, which is another rule's finding.
bool files_decide(const Reach& reach) {
  if (reach.meeting == Meeting::no_service || reach.meeting == Meeting::other_namespace)
    return true;
  const ServiceAnswer& answer = reach.service;
  return answer.answer == Answer::found && !answer.services[0].by_dns;
}

std::string message(const Endpoint& endpoint, const DnsFact& fact) {
  const std::string alias =
      fact.aliases.empty() ? "" : fmt::format(" is an alias of `{}`, which", fact.aliases.back());
  if (!endpoint.srv.empty()) {
    return fmt::format(
        "DNS has no SRV record `{}`, so a client of `{}://` finds no server for `{}`", fact.name,
        endpoint.scheme, endpoint.host);
  }
  if (fact.in_cluster) {
    return fmt::format("the cluster's DNS does not know `{}`, so the host `{}` does not resolve",
                       fact.name, endpoint.host);
  }
  if (fact.state == DnsState::no_address) {
    return fmt::format("`{}`{} has no address in DNS, neither A nor AAAA", endpoint.host, alias);
  }
  if (!alias.empty()) return fmt::format("`{}`{} does not exist in DNS", endpoint.host, alias);
  return fmt::format("DNS does not know `{}`, so the host does not resolve", endpoint.host);
}

void check(RuleRun& run, const DnsFacts& dns, const Endpoint& endpoint, const Reach& reach) {
  if (files_decide(reach)) return;
  const std::string what = fmt::format("`{}` in DNS", endpoint.host);
  const auto lookup = dns_lookup(run.facts(), endpoint);
  const DnsFact* fact = lookup ? dns.find(*lookup) : nullptr;
  if (!fact) {
    if (!lookup && !lookup.error().empty())
      run.unknown(endpoint.host_at, what, lookup.error(), GapKind::connection);
    return;
  }
  if (fact->state == DnsState::unknown)
    return run.unknown(endpoint.host_at, what, fact->reason, GapKind::connection);
  run.answered(endpoint, fact->state == DnsState::found ? Answer::found : Answer::missing);
  if (fact->state == DnsState::found) return;

  Finding& finding = report_endpoint(run, endpoint, endpoint.host_at, message(endpoint, *fact));
  finding.caption =
      fmt::format("{} answers {}", dns.server,
                  fact->state == DnsState::no_address ? "without a record" : "NXDOMAIN");
  if (fact->in_cluster) {
    const ServiceName& name = fact->service;
    suggest(finding, endpoint, name,
            candidates(run.world(), endpoint, name.name, name.namespace_name));
  }
}

}  // namespace

void rule_endpoint_dns_no_such_host(RuleRun& run) {
  const DnsFacts* dns = run.world().dns();
  if (!dns) return;
  const Facts& facts = run.facts();
  for (const Endpoint& endpoint : facts.endpoints)
    check(run, *dns, endpoint, run.connections().at(endpoint));
  for (const Endpoint& endpoint : alias_endpoints(facts))
    check(run, *dns, endpoint, reach(facts, run.world(), endpoint));
}

}  // namespace fairlead
