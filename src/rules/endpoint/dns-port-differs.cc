#include <fmt/format.h>

#include <algorithm>

#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

/// Whether the files leave open which ports the Service has. Where they say it, they are newer than
/// what is deployed.
bool ports_are_open(const ServiceAnswer& answer) {
  return answer.answer != Answer::found ||
         std::ranges::all_of(answer.services, [](const ServiceFacts& service) {
           return service.open_ports && !service.headless && !service.external_name;
         });
}

std::string list_of(const std::vector<std::uint16_t>& ports) {
  std::string text;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    if (i > 0) text += i + 1 == ports.size() ? " and " : ", ";
    text += fmt::format("{}", ports[i]);
  }
  return text;
}

}  // namespace

void rule_endpoint_dns_port_differs(RuleRun& run) {
  const DnsFacts* dns = run.world().dns();
  if (!dns) return;
  for (const Endpoint& endpoint : run.facts().endpoints) {
    if (!endpoint.port || endpoint.port_assumed) continue;
    const auto lookup = dns_lookup(run.facts(), endpoint);
    const DnsFact* fact = lookup ? dns->find(*lookup) : nullptr;
    if (!fact || fact->state != DnsState::found || fact->ports.empty()) continue;
    if (!ports_are_open(run.connections().at(endpoint).service)) continue;
    run.answered();
    if (std::ranges::binary_search(fact->ports, *endpoint.port)) continue;

    const Span at =
        endpoint.port_written && !endpoint.port_at.empty() ? endpoint.port_at : endpoint.host_at;
    const std::string ports = list_of(fact->ports);
    Finding& finding = report_endpoint(
        run, endpoint, at,
        fmt::format(
            "in the cluster, Service `{}` of {} offers {}, not {}, so nothing answers there",
            fact->service.name, namespace_words(fact->service.namespace_name), ports,
            *endpoint.port));
    finding.caption = fmt::format("{} says {}", dns->server, ports);
    if (fact->ports.size() > 1) {
      finding.help = fmt::format("the Service offers {}", ports);
      continue;
    }
    finding.help = fmt::format("use port {}", ports);
    if (at == endpoint.port_at && endpoint.port_written)
      finding.fixes.push_back({fmt::format("use port {}", ports), {{endpoint.port_at, ports}}});
  }
}

}  // namespace fairlead
