#include <fmt/format.h>

#include "lint/words.h"
#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

/// What a client of that namespace writes; of a release, the name of its namespace is not known.
std::string full_host(const ServiceFacts& service) {
  return fmt::format("{}.{}.svc.cluster.local", service.name,
                     service.namespace_name.empty() ? "<namespace>" : service.namespace_name);
}

/// KEDA's operator connects, and not the program that its object scales.
void explain_operator(Finding& finding, const ServiceFacts& service) {
  finding.severity = Severity::warning;
  finding.caption = "looked up in KEDA's namespace";
  add_label(finding, service.at,
            fmt::format("`{}` is in {}", service.name, namespace_words(service.namespace_name)));
}

std::string message(const Endpoint& endpoint, const ServiceFacts& service) {
  if (endpoint.scaler)
    return fmt::format(
        "KEDA's operator looks the short name `{}` up in its own namespace, not in that of the {}: "
        "the trigger fails where KEDA runs elsewhere",
        endpoint.host, endpoint.scaler->kind);
  return fmt::format(
      "the short name `{}` resolves in namespace `{}` only, and that Service is in `{}`",
      endpoint.host, endpoint.namespace_name, service.namespace_name);
}

}  // namespace

void rule_endpoint_short_name_across_namespaces(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) {
    const Reach& reach = run.connections().at(endpoint);
    if (reach.meeting != Meeting::other_namespace) continue;
    const ServiceFacts& service = reach.elsewhere.front();
    Finding& finding = report_endpoint(run, endpoint, endpoint.host_at, message(endpoint, service));
    if (!reach.sure) finding.confidence = Confidence::medium;
    if (endpoint.scaler) {
      explain_operator(finding, service);
    } else {
      finding.caption = fmt::format("looked up in `{}`", endpoint.namespace_name);
      add_label(finding, service.at,
                fmt::format("`{}` is in namespace `{}`", service.name, service.namespace_name));
    }
    const std::string host = full_host(service);
    finding.help = fmt::format("name the namespace: `{}`", host);
    if (service.namespace_name.empty()) continue;
    finding.fixes.push_back({fmt::format("use the host `{}`", host), {{endpoint.host_at, host}}});
  }
}

}  // namespace fairlead
