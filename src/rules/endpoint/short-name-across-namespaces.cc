#include <fmt/format.h>

#include "lint/words.h"
#include "rules/endpoint/words.h"

namespace fairlead {

void rule_endpoint_short_name_across_namespaces(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) {
    const Reach& reach = run.connections().at(endpoint);
    if (reach.meeting != Meeting::other_namespace) continue;
    const ServiceFacts& service = reach.elsewhere.front();
    Finding& finding = report_endpoint(
        run, endpoint, endpoint.host_at,
        fmt::format(
            "the short name `{}` resolves in namespace `{}` only, and that Service is in `{}`",
            endpoint.host, endpoint.namespace_name, service.namespace_name));
    if (!reach.sure) finding.confidence = Confidence::medium;
    finding.caption = fmt::format("looked up in `{}`", endpoint.namespace_name);
    add_label(finding, service.at,
              fmt::format("`{}` is in namespace `{}`", service.name, service.namespace_name));
    const std::string host =
        fmt::format("{}.{}.svc.cluster.local", service.name, service.namespace_name);
    finding.help = fmt::format("name the namespace: `{}`", host);
    finding.fixes.push_back({fmt::format("use the host `{}`", host), {{endpoint.host_at, host}}});
  }
}

}  // namespace fairlead
