#include <fmt/format.h>

#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

/// What is said of the port: who answers there, or, where only its number is known, who usually
/// does.
std::string_view consequence(bool sure) {
  return sure ? "where a Redis that holds data answers: it does not know the command SENTINEL"
              : "which is the port of a Redis that holds data: Sentinels listen on 26379";
}

}  // namespace

void rule_endpoint_data_as_sentinel(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) {
    if (endpoint.product != Product::sentinel) continue;
    const Reach& reach = run.connections().at(endpoint);
    if (reach.meeting != Meeting::data_as_sentinel) continue;
    const Span at = endpoint.port_at.empty() ? endpoint.host_at : endpoint.port_at;
    Finding& finding =
        report_endpoint(run, endpoint, at,
                        fmt::format("a client of Sentinel connects to port {} of `{}`, {}",
                                    *endpoint.port, endpoint.host, consequence(reach.sure)));
    if (!reach.sure) finding.confidence = Confidence::medium;
    finding.caption = reach.sure ? "a Redis, not a Sentinel" : "a Redis' port, not a Sentinel's";
    const ServiceName& name = reach.service.name;
    std::vector<Candidate> sentinels;
    if (reach.service.answer == Answer::found) {
      sentinels = candidates(run.world(), endpoint, name.name, name.namespace_name);
      std::erase_if(sentinels, [](const Candidate& candidate) { return !candidate.fits; });
    }
    suggest(finding, endpoint, name, sentinels);
    if (!sentinels.empty()) continue;
    finding.help =
        "write port 26379, where Sentinels listen; without any, use the program's plain setting";
    if (!endpoint.port_at.empty()) {
      finding.fixes.push_back({"use Sentinel's port", {{endpoint.port_at, "26379"}}});
    }
  }
}

}  // namespace fairlead
