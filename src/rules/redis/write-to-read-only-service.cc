#include <fmt/format.h>

#include "address/url.h"
#include "facts/client/writer.h"
#include "facts/connect/chart_users.h"
#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

constexpr std::string_view refusal = "READONLY You can't write against a read only replica";

/// What takes writes in the Service's namespace: of the same Redis alone, where that is known.
std::vector<Candidate> masters(const RuleRun& run, const Endpoint& endpoint,
                               const ServiceName& name) {
  const auto instances = run.world().instances_with(name.name, name.namespace_name);
  const auto is_master = [&](const Offers::Offer& offer) {
    if (offer.role != Role::data) return false;
    return instances.empty() ||
           std::ranges::any_of(instances, [&](const UnitSummary::Instance* instance) {
             const auto& services = instance->services;
             return std::ranges::find(services, offer.service->name) != services.end();
           });
  };
  return candidates(run.world(), endpoint, name.name, name.namespace_name, is_master);
}

/// Without a reason `why` it writes, only where no Service would let it write: nobody runs a Redis
/// that its programs can only read.
void report(RuleRun& run, const Endpoint& endpoint, const Reach& reach, const std::string& why) {
  const bool mixed = reach.role == Role::mixed;
  const ServiceName& name = reach.service.name;
  const std::vector<Candidate> found = masters(run, endpoint, name);
  if (why.empty() && !found.empty()) return;
  Finding& finding = report_endpoint(
      run, endpoint, endpoint.host_at,
      mixed
          ? fmt::format("`{}` is any node, the master or a replica{}: on a replica a write ends in "
                        "`{}`",
                        endpoint.host, why.empty() ? why : ", and " + why, refusal)
          : fmt::format("`{}` is a read-only replica, and {}: `{}`", endpoint.host, why, refusal));
  if (why.empty()) finding.severity = Severity::warning;
  finding.caption = mixed ? "not only the master" : "takes no writes";
  for (const ServiceFacts& service : reach.service.services)
    finding.labels.push_back({service.at, fmt::format("`{}` is made here", service.name), false});
  suggest(finding, endpoint, name, found);
  if (found.empty())
    finding.help =
        "no Service leads to the master alone: use a client that asks the Sentinels for it";
}

void check_managed(RuleRun& run, const Endpoint& endpoint, const std::string& why) {
  const auto managed = redis::managed_host(endpoint.host);
  if (!managed || !managed->read_only) return;
  Finding& finding = report_endpoint(run, endpoint, endpoint.host_at,
                                     fmt::format("this is {}'s name for the replicas, and {}: `{}`",
                                                 managed->service, why, refusal));
  finding.caption = "takes no writes";
  finding.help = "use the primary endpoint";
}

std::string why_it_writes(const Facts& facts, const Endpoint& endpoint) {
  if (const std::string_view chart = chart_that_writes(endpoint, facts.given); !chart.empty())
    return fmt::format("{} writes there", chart);
  return writes_because(endpoint, facts.endpoints, facts.clients, *facts.config);
}

}  // namespace

void rule_redis_write_to_read_only_service(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) {
    if (endpoint.product != Product::redis) continue;
    const std::string why = why_it_writes(run.facts(), endpoint);
    const bool likely = may_write(endpoint, run.facts().endpoints);
    if (why.empty() && !likely) continue;
    if (!why.empty()) check_managed(run, endpoint, why);
    const Reach& reach = run.connections().at(endpoint);
    if (reach.meeting != Meeting::meets || asks_sentinel(run.facts(), endpoint)) continue;
    if (reach.role == Role::mixed || (reach.role == Role::replica && !why.empty()))
      report(run, endpoint, reach, why);
    else if (reach.role != Role::unknown && !why.empty())
      run.answered();
  }
}

}  // namespace fairlead
