#include <fmt/format.h>

#include "lint/words.h"
#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

void explain(RuleRun& run, Finding& finding, const Endpoint& endpoint, const Reach& reach) {
  if (!reach.service.services.empty()) {
    const ServiceFacts& service = reach.service.services.front();
    add_label(finding, service.at,
              fmt::format("`{}` offers {}", service.name, offer_words({service})));
  }
  const ServiceName& name = reach.service.name;
  std::vector<Candidate> data;
  if (reach.service.answer == Answer::found) {
    data = candidates(run.world(), endpoint, name.name, name.namespace_name);
    std::erase_if(data, [](const Candidate& candidate) { return !candidate.fits; });
  }
  suggest(finding, endpoint, name, data);
  if (data.empty()) {
    finding.help =
        "connect to the Service of the Redis itself (6379), or use a client of Sentinel with the "
        "master's name";
  }
}

}  // namespace

void rule_endpoint_sentinel_as_data(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) {
    if (endpoint.product != Product::redis) continue;
    const Reach& reach = run.connections().at(endpoint);
    if (reach.meeting != Meeting::sentinel_as_data) continue;
    const Span at = endpoint.port_at.empty() ? endpoint.host_at : endpoint.port_at;
    Finding& finding = report_endpoint(
        run, endpoint, at,
        fmt::format(
            "port {} of `{}` is a Sentinel, which knows no data commands: BRPOP, GET and SELECT "
            "are unknown to it",
            *endpoint.port, endpoint.host));
    if (!reach.sure) finding.confidence = Confidence::medium;
    finding.caption = "a Sentinel, not a Redis";
    explain(run, finding, endpoint, reach);
  }
}

}  // namespace fairlead
