#include <fmt/format.h>

#include <algorithm>

#include "facts/compose/published_ports.h"
#include "lint/words.h"
#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

/// The port. A variable that publishes it on the host as well is right there, so where it is used
/// for a client is the place to edit.
Span place_of(const RuleRun& run, const Endpoint& endpoint, const PublishedPort& published) {
  if (!endpoint.port_written || endpoint.port_at.empty()) return endpoint.host_at;
  const SourceMap& sources = run.sources();
  const Span variable = sources.blame(endpoint.port_at).edit;
  const Trace mapping = sources.trace(published.at.span());
  const bool shared = std::ranges::any_of(
      mapping, [&](const Way& way) { return way.written().contains(variable); });
  return shared ? endpoint.at : endpoint.port_at;
}

void report(RuleRun& run, const Endpoint& endpoint, const Reach& reach,
            const PublishedPort& published) {
  const std::string& name = reach.service.name.name;
  const Span at = place_of(run, endpoint, published);
  Finding& finding = report_endpoint(
      run, endpoint, at,
      fmt::format("{} is the port of `{}` on the host alone: on the project's networks it listens "
                  "on {}",
                  published.host, name, published.container));
  if (!reach.sure) finding.confidence = Confidence::medium;
  finding.caption = fmt::format("`{}` listens on {}", name, published.container);
  add_label(finding, published.at.span(),
            fmt::format("publishes {} as {} on the host", published.container, published.host));
  finding.help = fmt::format("use `{}:{}`", endpoint.host, published.container);
  if (at != endpoint.port_at) {  // to edit the port would change the mapping, too
    if (at == endpoint.at)
      add_label(finding, endpoint.port_at, "the port on the host comes from here, too");
    return;
  }
  finding.fixes.push_back({fmt::format("connect to `{}:{}`", endpoint.host, published.container),
                           {{endpoint.port_at, fmt::format("{}", published.container)}}});
}

}  // namespace

void rule_compose_host_port_inside_network(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) {
    const Reach& reach = run.connections().at(endpoint);
    if (reach.meeting != Meeting::port_of_the_host) continue;
    run.answered();
    const auto published =
        published_as(run.facts().resources, reach.service.name.name, *endpoint.port);
    report(run, endpoint, reach, *published);
  }
}

}  // namespace fairlead
