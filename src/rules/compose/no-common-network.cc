#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

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

/// What of one service leads to another: one fault, at the place that is read first.
void report(RuleRun& run, std::vector<const Endpoint*> same) {
  std::ranges::sort(same, {}, [&](const Endpoint* each) {
    const Span at = run.sources().blame(each->host_at).edit;
    return std::pair(at.source, at.begin);
  });
  const Endpoint& endpoint = *same.front();
  const ServiceFacts& service = run.connections().at(endpoint).service.services.front();
  const std::string theirs = words_of(service.networks);
  const std::string client(endpoint.workload->resource->name);
  Finding& finding = report_endpoint(
      run, endpoint, endpoint.host_at,
      fmt::format("`{}` is on the network {} and `{}` on {}, so the host `{}` does not resolve",
                  service.name, theirs, client, words_of(endpoint.workload->networks),
                  endpoint.host));
  finding.caption = "on none of its networks";
  add_label(finding, service.at, fmt::format("`{}` is on {}", service.name, theirs));
  for (const Endpoint* each : std::span(same).subspan(1))
    add_label(finding, each->host_at, "named here, too");
  finding.help = fmt::format("put both on one network: `{}` under `networks` of `{}`, say",
                             service.networks.front().name, client);
}

}  // namespace

void rule_compose_no_common_network(RuleRun& run) {
  std::map<std::pair<const Workload*, std::string_view>, std::vector<const Endpoint*>> apart;
  for (const Endpoint& endpoint : run.facts().endpoints) {
    const Reach& reach = run.connections().at(endpoint);
    if (reach.meeting != Meeting::other_network) continue;
    run.answered();
    apart[{endpoint.workload, reach.service.services.front().name}].push_back(&endpoint);
  }
  for (const auto& [pair, same] : apart) report(run, same);
}

}  // namespace fairlead
