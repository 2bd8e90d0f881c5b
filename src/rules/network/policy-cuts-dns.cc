#include <fmt/format.h>

#include <set>

#include "lint/words.h"
#include "rules/network/policies.h"

namespace fairlead {
namespace {

/// Whether a program has to ask for an address.
bool is_asked_of_dns(const Endpoint& endpoint) {
  const HostKind kind = host_kind(endpoint.host);
  return kind == HostKind::in_cluster || kind == HostKind::external;
}

void report(RuleRun& run, const Endpoint& endpoint, const Passage& passage) {
  const Resource& client = *endpoint.workload->resource;
  Finding& finding = run.report(
      *passage.policies.front()->resource,
      place_of_rules(*passage.policies.front(), &NetworkPolicy::egress).span(),
      fmt::format("{} {} `{}` ask no DNS (port 53 of UDP), so it finds no address of `{}`",
                  policies_let(passage), client.kind, client.name, endpoint.host));
  finding.caption = "no DNS";
  add_label(finding, endpoint.host_at,
            fmt::format("{} `{}` asks for this", client.kind, client.name));
  finding.help = "let port 53 of UDP and TCP through to the cluster's DNS (5353 on OpenShift)";
}

}  // namespace

void rule_network_policy_cuts_dns(RuleRun& run) {
  const Policies policies(run.facts().resources);
  if (policies.all().empty()) return;
  std::set<const Workload*> seen;
  for (const Endpoint& endpoint : run.facts().endpoints) {
    const Workload* from = endpoint.workload;
    if (!from || !is_judged(*from) || !is_asked_of_dns(endpoint) || !seen.insert(from).second)
      continue;
    const Passage passage = policies.to_dns(*from);
    if (!passage.is_held) continue;
    if (passage.allowed == Allowed::yes) {
      run.answered();
      continue;
    }
    std::string why = why_policies_are_not_all(run, from->resource->namespace_name);
    if (why.empty() && may_get_policies(run, from->resource->namespace_name))
      why = "policies that are deployed by others may let it through";
    if (passage.allowed == Allowed::maybe) why = "whether its policies let it through is not known";
    if (!why.empty()) {
      run.unknown(endpoint.host_at, fmt::format("DNS of `{}`", endpoint.host), std::move(why));
      continue;
    }
    run.answered();
    report(run, endpoint, passage);
  }
}

}  // namespace fairlead
