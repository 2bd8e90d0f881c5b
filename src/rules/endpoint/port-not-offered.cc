#include <fmt/format.h>

#include <algorithm>

#include "lint/words.h"
#include "rules/endpoint/published.h"
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

/// The port. A variable that publishes it on the host as well is right there, so where it is used
/// for a client is the place to edit.
Span place_of(const RuleRun& run, const Endpoint& endpoint,
              const std::optional<PublishedPort>& published) {
  if (!endpoint.port_written || endpoint.port_at.empty()) return endpoint.host_at;
  if (!published) return endpoint.port_at;
  const SourceMap& sources = run.sources();
  const Span variable = sources.blame(endpoint.port_at).edit;
  const Trace mapping = sources.trace(published->at.span());
  const bool shared = std::ranges::any_of(
      mapping, [&](const Way& way) { return way.written().contains(variable); });
  return shared ? endpoint.at : endpoint.port_at;
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
    const auto published = published_as(run.facts(), services[0].name, *endpoint.port);
    std::string message = fmt::format("Service `{}` offers {}, not {}, so nothing answers there",
                                      services[0].name, offer, *endpoint.port);
    if (published) message += ": that is its port on the host alone";
    const Span at = place_of(run, endpoint, published);
    Finding& finding = report_endpoint(run, endpoint, at, std::move(message));
    finding.caption = fmt::format("`{}` offers {}", services[0].name, offer);
    const std::vector<Candidate> others = instead(run, endpoint, reach.service.name);
    suggest(finding, endpoint, reach.service.name, others);
    if (at == endpoint.at && at != endpoint.port_at) {
      add_label(finding, endpoint.port_at, "the port on the host comes from here, too");
      finding.fixes.clear();
    }
    if (others.empty() || others[0].service.name != services[0].name) {
      add_label(finding, services[0].at, fmt::format("`{}` offers {}", services[0].name, offer));
    }
    if (published) {
      if (at != endpoint.port_at) finding.fixes.clear();  // it would change the mapping, too
      add_label(
          finding, published->at.span(),
          fmt::format("publishes {} as {} on the host", published->container, published->host));
    }
  }
}

}  // namespace fairlead
