#include <fmt/format.h>

#include "address/url.h"
#include "lint/words.h"
#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

bool is_managed_cluster(const Endpoint& endpoint) {
  const auto managed = redis::managed_host(endpoint.host);
  return managed && managed->cluster;
}

}  // namespace

void rule_redis_select_on_cluster(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) {
    if (endpoint.product != Product::redis || endpoint.database.value_or(0) == 0) continue;
    const Reach& reach = run.connections().at(endpoint);
    const bool cluster = is_managed_cluster(endpoint) ||
                         (reach.meeting == Meeting::meets && reach.role == Role::cluster);
    if (!cluster) continue;
    Finding& finding = report_endpoint(
        run, endpoint, endpoint.database_at,
        fmt::format("`{}` is a cluster, which has the database 0 alone: `ERR SELECT is not allowed "
                    "in cluster mode`",
                    endpoint.host));
    finding.caption = "no such database";
    for (const ServiceFacts& service : reach.service.services)
      add_label(finding, service.at, fmt::format("`{}` is made here", service.name));
    finding.help = "use database 0, and prefixes of the keys to keep things apart";
    // A number in quotes stays a text.
    const std::string_view written = run.sources().text(endpoint.database_at);
    const std::string_view quote =
        written.starts_with('"') || written.starts_with('\'') ? written.substr(0, 1) : "";
    finding.fixes.push_back(
        {"use database 0", {{endpoint.database_at, fmt::format("{0}0{0}", quote)}}});
  }
}

}  // namespace fairlead
