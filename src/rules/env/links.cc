#include "rules/env/links.h"

#include <fmt/format.h>

#include "facts/cluster/service_links.h"
#include "lint/words.h"

namespace fairlead {
namespace {

void report(RuleRun& run, const Workload& workload, const Container& container,
            const Written& variable, const ServiceFacts& service) {
  Finding& finding =
      run.report(*workload.resource, container.at["name"].span(),
                 fmt::format("the program of container `{}` reads `{}`, which Kubernetes sets to "
                             "`tcp://…` for the Service `{}`: that is no port",
                             container.name, variable.text, service.name));
  finding.caption = "gets an address where it reads a port";
  add_label(finding, variable.at, "read by the program");
  add_label(finding, service.at, "the Service that the variable is called after");
  finding.help = fmt::format(
      "set `{}` in the container's `env`, or `enableServiceLinks: false` in the pod's `spec`",
      variable.text);
}

}  // namespace

bool given_by_service_link(RuleRun& run, const Workload& workload, const Container& container,
                           const Written& variable) {
  const bool compose = run.facts().unit->kind == UnitKind::compose;
  if (compose || !has_service_links(workload)) return false;
  for (const ServiceFacts& service : run.world().services_in(workload.resource->namespace_name)) {
    if (service.headless || service.external_name) continue;
    const ServiceLink link = service_link(variable.text, service.name);
    if (link == ServiceLink::url) report(run, workload, container, variable, service);
    if (link != ServiceLink::none) return true;
  }
  return false;
}

}  // namespace fairlead
