#include <fmt/format.h>

#include "rules/endpoint/words.h"

namespace fairlead {

void rule_endpoint_data_as_sentinel(RuleRun& run) {
  for (const Endpoint& endpoint : run.model().endpoints) {
    if (endpoint.product != Product::sentinel) continue;
    const Reach reach = fairlead::reach(run.model(), run.world(), endpoint);
    if (reach.meeting != Meeting::data_as_sentinel) continue;
    const Span at = endpoint.port_at.empty() ? endpoint.host_at : endpoint.port_at;
    Finding& finding = report_endpoint(
        run, endpoint, at,
        fmt::format(
            "a client of Sentinel connects to port {} of `{}`, where a Redis that holds data "
            "answers: it does not know the command SENTINEL",
            *endpoint.port, endpoint.host));
    if (!reach.sure) finding.confidence = Confidence::medium;
    finding.caption = "a Redis, not a Sentinel";
    const ServiceName& name = reach.service.name;
    std::vector<Candidate> sentinels;
    if (reach.service.answer == Answer::found) {
      sentinels = candidates(run.world(), endpoint, name.name, name.namespace_name);
      std::erase_if(sentinels, [](const Candidate& candidate) { return !candidate.fits; });
    }
    suggest(finding, endpoint, name, sentinels);
    if (!sentinels.empty()) continue;
    finding.help = "Sentinels listen on 26379";
    if (!endpoint.port_at.empty()) {
      finding.fixes.push_back({"use Sentinel's port", {{endpoint.port_at, "26379"}}});
    }
  }
}

}  // namespace fairlead
