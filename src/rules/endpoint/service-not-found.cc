#include <fmt/format.h>

#include "base/text.h"
#include "deploy/types/kustomize_faults.h"
#include "lint/words.h"
#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

/// The dependency that would make the Service, by its name, if these values did not switch it off.
const SwitchedOff* switched_off(const Facts& facts, const Endpoint& endpoint) {
  if (!endpoint.of_release) return nullptr;
  for (const SwitchedOff& each : facts.switched_off)
    if (each.at.is_place() && contains(endpoint.host, each.name)) return &each;
  return nullptr;
}

void blame_switch(Finding& finding, const SwitchedOff& off, const Endpoint& endpoint) {
  add_label(finding, endpoint.host_at, "the host is made here");
  finding.at = off.at;
  finding.caption = fmt::format("switches `{}` off, which would make it", off.name);
  finding.help = fmt::format("switch `{}` on, or give the address of another server", off.name);
}

void report_no_service(RuleRun& run, const Endpoint& endpoint, const Reach& reach) {
  const ServiceName& name = reach.service.name;
  const std::string place = namespace_words(name.namespace_name);
  Finding& finding = report_endpoint(
      run, endpoint, endpoint.host_at,
      fmt::format("no Service of the name `{}` is in {}, so the host `{}` does not resolve",
                  name.name, place, endpoint.host));
  if (!reach.sure) finding.confidence = Confidence::medium;
  finding.caption = fmt::format("no such Service in {}", place);
  if (const FormerName* former = reach.service.former) {
    finding.confidence = Confidence::medium;  // another repository may deploy one instead
    add_label(finding, former->by, fmt::format("removes the Service `{}`", former->name));
    finding.help = "keep the Service, or give the client the address of another one";
    return;
  }
  if (const SwitchedOff* off = switched_off(run.facts(), endpoint))
    return blame_switch(finding, *off, endpoint);
  suggest(finding, endpoint, name,
          candidates(run.world(), endpoint, name.name, name.namespace_name));
}

/// `queue-0, queue-1 and queue-2`, or where they are more `queue-0 to queue-9`.
std::string names_of(const std::vector<PodNames>& pods) {
  std::vector<std::string> all;
  for (const PodNames& each : pods) {
    const std::string first = fmt::format("`{}-{}`", each.base, each.first);
    const std::uint32_t count = each.count.value_or(0);
    if (!each.count)
      all.push_back(first + " and on");
    else if (count == 1)
      all.push_back(first);
    else if (count > 1)
      all.push_back(fmt::format("{} to `{}-{}`", first, each.base, each.first + count - 1));
  }
  return joined(all, ", ");
}

/// A pod's name below a Service that gives none, or not this one.
void report_no_pod(RuleRun& run, const Endpoint& endpoint, const Reach& reach) {
  const ServiceFacts& service = reach.service.services.front();
  const std::string& pod = reach.service.name.pod;
  const std::string names = names_of(*service.pods);
  std::string message;
  if (service.headless) {
    message =
        fmt::format("Service `{}` has no pod of the name `{}`, so the host `{}` does not resolve",
                    service.name, pod, endpoint.host);
  } else {
    message = fmt::format(
        "Service `{}` is not headless, and the pods of headless Services alone have names below "
        "them: `{}` {}",
        service.name, endpoint.host,
        reach.sure ? "does not resolve" : "resolves with CoreDNS and no other server");
  }
  Finding& finding = report_endpoint(run, endpoint, endpoint.host_at, std::move(message));
  if (!reach.sure) {
    finding.severity = Severity::warning;
    finding.confidence = Confidence::medium;
  }
  finding.caption = service.headless ? "no such pod" : "below a Service with an address";
  add_label(finding, service.at, fmt::format("`{}` is made here", service.name));
  if (!service.headless) {
    finding.help = fmt::format("make `{}` headless (`clusterIP: None`), or connect to `{}` itself",
                               service.name, service.name);
  } else {
    finding.help = names.empty() ? "no StatefulSet has this Service for its `serviceName`"
                                 : fmt::format("its pods are {}", names);
  }
}

}  // namespace

void rule_endpoint_service_not_found(RuleRun& run) {
  if (run.facts().unit->kind == UnitKind::compose) return;  // compose/unknown-host's case
  for (const Endpoint& endpoint : run.facts().endpoints) {
    if (host_kind(endpoint.host) != HostKind::in_cluster) continue;
    const Reach& reach = run.connections().at(endpoint);
    if (reach.meeting == Meeting::other_namespace) continue;  // short-name-across-namespaces' case
    // kustomize/name-in-string-not-updated's case.
    if (reach.service.former && !reach.service.former->removed) continue;
    if (reach.meeting == Meeting::no_service) {
      if (run.world().of_other_release(reach.service.name)) continue;  // gitops/release-name-host's
      run.answered();
      report_no_service(run, endpoint, reach);
    } else if (reach.service.answer == Answer::unknown) {
      if (decided_by_dns(run, endpoint)) continue;  // endpoint/dns-no-such-host's case
      run.unknown(endpoint.host_at, fmt::format("host `{}`", endpoint.host), reach.reason,
                  GapKind::connection);
    } else {
      run.answered();
      if (reach.meeting == Meeting::no_pod) report_no_pod(run, endpoint, reach);
    }
  }
}

}  // namespace fairlead
