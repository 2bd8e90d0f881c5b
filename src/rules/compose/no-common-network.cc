#include <fmt/format.h>

#include <map>

#include "base/text.h"
#include "lint/words.h"
#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

std::string words_of(const std::vector<Network>& networks) {
  std::vector<std::string> names;
  for (const Network& network : networks) names.push_back(fmt::format("`{}`", network.name));
  return joined(names, " and ");
}

/// The first endpoint of a service that leads to another; the rest of them is the same fault.
void report(RuleRun& run, const Endpoint& endpoint, std::vector<const Endpoint*> rest) {
  const Reach& reach = run.connections().at(endpoint);
  const ServiceFacts& service = reach.service.services.front();
  const std::string theirs = words_of(service.networks);
  const std::string client(endpoint.workload->resource->name);
  Finding& finding = report_endpoint(
      run, endpoint, endpoint.host_at,
      fmt::format("`{}` is on the network {} and `{}` on {}, so the host `{}` does not resolve",
                  service.name, theirs, client, words_of(endpoint.workload->networks),
                  endpoint.host));
  finding.caption = "on none of its networks";
  add_label(finding, service.at, fmt::format("`{}` is on {}", service.name, theirs));
  for (const Endpoint* each : rest) add_label(finding, each->host_at, "named here, too");
  finding.help = fmt::format("put both on one network: `{}` under `networks` of `{}`, say",
                             service.networks.front().name, client);
}

}  // namespace

void rule_compose_no_common_network(RuleRun& run) {
  using Pair = std::pair<const Workload*, std::string_view>;
  std::vector<const Endpoint*> first;
  std::map<Pair, std::vector<const Endpoint*>> rest;
  for (const Endpoint& endpoint : run.facts().endpoints) {
    const Reach& reach = run.connections().at(endpoint);
    if (reach.meeting != Meeting::other_network) continue;
    run.answered();
    const auto [place, is_first] =
        rest.try_emplace({endpoint.workload, reach.service.services.front().name});
    (is_first ? first : place->second).push_back(&endpoint);
  }
  for (const Endpoint* each : first) {
    const std::string_view name = run.connections().at(*each).service.services.front().name;
    report(run, *each, rest.at({each->workload, name}));
  }
}

}  // namespace fairlead
