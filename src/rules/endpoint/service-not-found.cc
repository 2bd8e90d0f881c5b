#include <fmt/format.h>

#include "rules/endpoint/words.h"

namespace fairlead {

void rule_endpoint_service_not_found(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) {
    if (host_kind(endpoint.host) != HostKind::in_cluster) continue;
    const Reach& reach = run.connections().at(endpoint);
    if (reach.meeting == Meeting::other_namespace) continue;  // short-name-across-namespaces' case
    if (reach.service.answer == Answer::unknown) {
      if (decided_by_dns(run, endpoint)) continue;  // endpoint/dns-no-such-host's case
      run.unknown(endpoint.host_at, fmt::format("host `{}`", endpoint.host), reach.reason,
                  GapKind::connection);
      continue;
    }
    run.answered();
    if (reach.meeting != Meeting::no_service) continue;

    const ServiceName& name = reach.service.name;
    const std::string place = namespace_words(name.namespace_name);
    Finding& finding = report_endpoint(
        run, endpoint, endpoint.host_at,
        fmt::format("no Service of the name `{}` is in {}, so the host `{}` does not resolve",
                    name.name, place, endpoint.host));
    finding.caption = fmt::format("no such Service in {}", place);
    suggest(finding, endpoint, name,
            candidates(run.world(), endpoint, name.name, name.namespace_name));
  }
}

}  // namespace fairlead
