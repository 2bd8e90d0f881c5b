#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/cluster/selection.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// The ports that the kubelet's endpoints are made of: those of init containers are none.
std::vector<const ContainerPort*> named_ports(const std::vector<const Workload*>& workloads) {
  std::vector<const ContainerPort*> ports;
  for (const Workload* workload : workloads) {
    for (const Container& container : workload->containers) {
      if (container.init) continue;
      for (const ContainerPort& port : container.ports) {
        if (!port.name.empty()) ports.push_back(&port);
      }
    }
  }
  return ports;
}

void report(RuleRun& run, const Service& service, const ServicePort& port, const Workload& workload,
            const std::vector<const ContainerPort*>& ports) {
  Finding& finding = run.report(
      *service.resource, port.target_at.span(),
      fmt::format(
          "no container of {} `{}` names a port `{}`, so Service `{}` reaches nothing on {}",
          workload.resource->kind, workload.resource->name, port.target_name, service.name,
          port.number));
  finding.caption = "no container has this port";
  std::vector<std::string> names;
  for (const ContainerPort* named : ports) names.emplace_back(named->name);
  std::string_view near = nearest_of(port.target_name, names);
  // With one name only there is nothing else that could have been meant.
  if (near.empty() && names.size() == 1 && service.ports.size() == 1) near = names.front();
  if (names.empty()) {
    add_label(finding, workload.pod_spec["containers"].span(), "no port here has a name");
    finding.help = "name the container's port, or use its number as `targetPort`";
    return;
  }
  add_label(finding, ports.front()->at.span(), fmt::format("has {}", some_names(names)));
  if (near.empty()) {
    finding.help = fmt::format("use what the containers name, {}, or a number", some_names(names));
    return;
  }
  finding.help = fmt::format("perhaps `{}` was meant", near);
  finding.fixes.push_back({fmt::format("use the port `{}`", near),
                           {{inside(run.sources(), port.target_at), std::string(near)}}});
}

void check(RuleRun& run, const Service& service, const Selection& selection,
           const ServicePort& port) {
  const std::vector<const ContainerPort*> ports = named_ports(selection.workloads);
  const bool named = std::any_of(ports.begin(), ports.end(), [&](const ContainerPort* candidate) {
    return candidate->name == port.target_name;
  });
  if (!named && (!selection.closed || service.resource->partial || selection.workloads.empty())) {
    run.unknown(port.target_at.span(), fmt::format("port `{}`", port.target_name),
                selection.workloads.empty() ? "the pods of the Service are not in view"
                                            : "other pods may belong to the Service",
                GapKind::reference);
    return;
  }
  run.answered(port.target_at.span(), named ? Answer::found : Answer::missing);
  if (!named) report(run, service, port, *selection.workloads.front(), ports);
}

}  // namespace

void rule_kubernetes_target_port_missing(RuleRun& run) {
  const Selector& selector = run.facts().servers.selector;
  for (const Service& service : run.facts().services) {
    // Who asks for a headless Service gets the pods' addresses, whatever their ports are called.
    if (service.computed || service.selector.empty() || service.headless) continue;
    const Selection selection = selector.select(service);
    for (const ServicePort& port : service.ports) {
      if (!port.target_name.empty()) check(run, service, selection, port);
    }
  }
}

}  // namespace fairlead
