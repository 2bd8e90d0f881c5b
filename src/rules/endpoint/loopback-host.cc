#include <fmt/format.h>

#include <algorithm>

#include "facts/cluster/image.h"
#include "facts/compose/compose_workloads.h"
#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

/// What the endpoint's client talks to; unknown for what this rule is not about (HTTP, a bind
/// address).
ServerKind server_of(const Endpoint& endpoint) {
  if (endpoint.product == Product::redis || endpoint.product == Product::sentinel) {
    return ServerKind::redis;
  }
  if (!endpoint.scheme.empty()) return server_of_scheme(endpoint.scheme);
  return endpoint.port ? server_of_port(*endpoint.port) : ServerKind::unknown;
}

bool listens(const Container& container, const Endpoint& endpoint, ServerKind server) {
  if (may_serve(container, server)) return true;
  return std::any_of(
      container.ports.begin(), container.ports.end(),
      [&](const ContainerPort& port) { return port.number && port.number == endpoint.port; });
}

/// Found: something in the pod listens. Missing: nothing can. Unknown: a container does not say
/// what it listens on, or the pod's network is the node's.
Answer answers_in_pod(const Facts& facts, const Endpoint& endpoint, ServerKind server) {
  const Workload& workload = *endpoint.workload;
  bool silent = workload.host_network || workload.resource->partial || !endpoint.port;
  for (const Container& container : workload.containers) {
    if (listens(container, endpoint, server)) return Answer::found;
    if (container.init || &container == endpoint.container) continue;
    silent |= container.ports.empty() || may_forward(container);
  }
  for (const Workload& other : facts.workloads) {
    if (!share_network(workload, other)) continue;
    silent = true;  // nobody need say what a compose service listens on
    for (const Container& container : other.containers) {
      if (listens(container, endpoint, server)) return Answer::found;
    }
  }
  return silent ? Answer::unknown : Answer::missing;
}

/// Why nobody knows what answers there.
std::string_view why_unknown(const Facts& facts, const Endpoint& endpoint) {
  const Workload& workload = *endpoint.workload;
  const bool compose = facts.unit->kind == UnitKind::compose;
  if (workload.host_network) {
    return compose ? "with its `network_mode` the container is not alone on its network"
                   : "the pod is on its node's network, where anything may listen";
  }
  if (workload.resource->partial)
    return compose ? "another file of the project may change the service"
                   : "a patch that is not applied may change the workload";
  if (!endpoint.port) return "the port is not written";
  if (compose) return "another service is on its network and need not say what it listens on";
  return "another container of the pod does not say what it listens on";
}

/// In a compose project without such a server: what an application's example of an env file says
/// is not used then.
bool is_unused_default(const Facts& facts, ServerKind server) {
  if (facts.unit->kind != UnitKind::compose) return false;
  return server != ServerKind::redis || facts.redis_servers.empty();
}

/// Whether an env file names the host and the program is given another address of such a server:
/// the file serves programs outside of containers, too.
bool is_for_the_host(const RuleRun& run, const Endpoint& endpoint, ServerKind server) {
  if (run.facts().unit->kind != UnitKind::compose) return false;
  const SourceId project = run.sources().blame(endpoint.container->at.span()).edit.source;
  if (run.sources().blame(endpoint.at).edit.source == project) return false;
  return std::ranges::any_of(run.facts().endpoints, [&](const Endpoint& other) {
    const HostKind kind = host_kind(other.host);
    return other.container == endpoint.container && kind != HostKind::loopback &&
           kind != HostKind::unreadable && server_of(other) == server;
  });
}

void suggest_service(RuleRun& run, Finding& finding, const Endpoint& endpoint) {
  const ServiceName here{"", endpoint.namespace_name, "", false};
  std::vector<Candidate> found = candidates(run.world(), endpoint, "", endpoint.namespace_name);
  std::erase_if(found, [](const Candidate& candidate) { return !candidate.fits; });
  if (found.empty()) {
    finding.help = "name the Service of the server: in a cluster it runs in a pod of its own";
    return;
  }
  // A loopback host may be an address: the Service's own name takes its place as a whole.
  Endpoint nameless = endpoint;
  nameless.host.clear();
  suggest(finding, nameless, here, found);
}

/// Whoever the trigger is for, KEDA's operator asks, in a pod where nothing else runs.
void report_scaler(RuleRun& run, const Endpoint& endpoint) {
  run.answered(endpoint, Answer::missing);
  Finding& finding = report_endpoint(
      run, endpoint, endpoint.host_at,
      fmt::format("`{}` is the pod of KEDA's operator, where no server listens", endpoint.host));
  finding.caption = "KEDA's own pod";
  finding.help = "name the server's Service with its namespace: `NAME.NAMESPACE.svc`";
}

}  // namespace

void rule_endpoint_loopback_host(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) {
    if (endpoint.scaler && host_kind(endpoint.host) == HostKind::loopback)
      report_scaler(run, endpoint);
    if (!endpoint.workload || !endpoint.container) continue;
    if (host_kind(endpoint.host) != HostKind::loopback) continue;
    const ServerKind server = server_of(endpoint);
    if (server == ServerKind::unknown || is_unused_default(run.facts(), server)) continue;

    const Answer answer = answers_in_pod(run.facts(), endpoint, server);
    if (answer == Answer::unknown) {
      run.unknown(endpoint.host_at, fmt::format("host `{}`", endpoint.host),
                  std::string(why_unknown(run.facts(), endpoint)), GapKind::connection);
      continue;
    }
    if (answer == Answer::missing && is_for_the_host(run, endpoint, server)) {
      run.unknown(endpoint.host_at, fmt::format("host `{}`", endpoint.host),
                  "the container has another address of such a server", GapKind::connection);
      continue;
    }
    run.answered(endpoint, answer);
    if (answer == Answer::found) continue;
    const bool compose = run.facts().unit->kind == UnitKind::compose;
    Finding& finding = report_endpoint(
        run, endpoint, endpoint.host_at,
        fmt::format("`{}` is the {}, and {} listens on {}", endpoint.host,
                    compose ? "container itself" : "pod itself",
                    compose ? "nothing in it" : "no container of it", *endpoint.port));
    finding.caption = compose ? "this container" : "this pod";
    suggest_service(run, finding, endpoint);
  }
}

}  // namespace fairlead
