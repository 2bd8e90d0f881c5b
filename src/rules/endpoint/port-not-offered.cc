#include <fmt/format.h>

#include <algorithm>

#include "lint/words.h"
#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

/// What the client could use instead: another port of the same Service first.
std::vector<Candidate> instead(const RuleRun& run, const Endpoint& endpoint,
                               const ServiceName& name) {
  std::vector<Candidate> found = candidates(run.world(), endpoint, name.name, name.namespace_name);
  // Of Services that are found by their name alone, only the one that was meant.
  std::erase_if(found, [&](const Candidate& candidate) {
    return !candidate.fits && candidate.service.name != name.name;
  });
  std::stable_partition(found.begin(), found.end(), [&](const Candidate& candidate) {
    return candidate.fits && candidate.service.name == name.name;
  });
  return found;
}

}  // namespace

void rule_endpoint_port_not_offered(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) {
    const Reach& reach = run.connections().at(endpoint);
    if (reach.service.answer != Answer::found) continue;
    if (reach.meeting == Meeting::unknown) {
      run.unknown(endpoint.host_at, fmt::format("port of `{}`", endpoint.host), reach.reason,
                  GapKind::connection);
      continue;
    }
    run.answered();
    if (reach.meeting != Meeting::port_not_offered) continue;

    const std::vector<ServiceFacts>& services = reach.service.services;
    const std::string offer = offer_words(services);
    const Span at =
        endpoint.port_written && !endpoint.port_at.empty() ? endpoint.port_at : endpoint.host_at;
    Finding& finding =
        report_endpoint(run, endpoint, at,
                        fmt::format("Service `{}` offers {}, not {}, so nothing answers there",
                                    services[0].name, offer, *endpoint.port));
    finding.caption = fmt::format("`{}` offers {}", services[0].name, offer);
    const std::vector<Candidate> others = instead(run, endpoint, reach.service.name);
    suggest(finding, endpoint, reach.service.name, others);
    if (others.empty() || others[0].service.name != services[0].name) {
      add_label(finding, services[0].at, fmt::format("`{}` offers {}", services[0].name, offer));
    }
  }
}

}  // namespace fairlead
