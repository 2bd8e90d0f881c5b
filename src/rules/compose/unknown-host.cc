#include <fmt/format.h>

#include "lint/words.h"
#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

void report(RuleRun& run, const Endpoint& endpoint, const Reach& reach) {
  const ServiceName& name = reach.service.name;
  Finding& finding = report_endpoint(
      run, endpoint, endpoint.host_at,
      fmt::format("no service of this compose project is called `{}`, so the host does not resolve",
                  endpoint.host));
  if (!reach.sure) finding.confidence = Confidence::medium;
  finding.caption = "no such service";
  suggest(finding, endpoint, name,
          candidates(run.world(), endpoint, name.name, name.namespace_name));
  if (!finding.help.empty()) return;
  std::vector<std::string> names;
  for (const ServiceFacts& service : run.world().services_in(name.namespace_name))
    names.push_back(service.name);
  const std::string_view near = nearest_of(name.name, names);
  if (near.empty()) return;
  finding.help = fmt::format("use `{}`", near);
  if (endpoint.host == name.name)
    finding.fixes.push_back({finding.help, {{endpoint.host_at, std::string(near)}}});
}

}  // namespace

void rule_compose_unknown_host(RuleRun& run) {
  if (run.facts().unit->kind != UnitKind::compose) return;
  for (const Endpoint& endpoint : run.facts().endpoints) {
    if (host_kind(endpoint.host) != HostKind::in_cluster) continue;
    const Reach& reach = run.connections().at(endpoint);
    if (reach.meeting == Meeting::no_service) {
      run.answered(endpoint, Answer::missing);
      report(run, endpoint, reach);
    } else if (reach.service.answer == Answer::unknown) {
      run.unknown(endpoint.host_at, fmt::format("host `{}`", endpoint.host), reach.reason,
                  GapKind::connection);
    } else {
      run.answered();
    }
  }
}

}  // namespace fairlead
