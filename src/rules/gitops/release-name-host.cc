#include <fmt/format.h>

#include "lint/words.h"
#include "rules/endpoint/words.h"

namespace fairlead {

void rule_gitops_release_name_host(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) {
    const Reach& reach = run.connections().at(endpoint);
    if (reach.meeting != Meeting::no_service || reach.service.former) continue;
    const auto other = run.world().of_other_release(reach.service.name);
    if (!other) continue;
    run.answered();
    const std::string& now = other->service->name;
    Finding& finding = report_endpoint(
        run, endpoint, endpoint.host_at,
        fmt::format("the release is called `{}`, so its Service is `{}`, and the host `{}` does "
                    "not resolve: it holds for a release `{}`",
                    other->release, now, endpoint.host, other->wanted));
    finding.caption =
        fmt::format("no such Service in {}", namespace_words(reach.service.name.namespace_name));
    finding.help = fmt::format("write `{}`, or call the release `{}` (`releaseName`)",
                               renamed_host(endpoint, reach.service.name, now), other->wanted);
    finding.fixes.push_back(
        {fmt::format("connect to `{}`", now),
         {{endpoint.host_at, renamed_host(endpoint, reach.service.name, now)}}});
    add_label(finding, other->service->at, fmt::format("`{}` is made here", now));
  }
}

}  // namespace fairlead
