#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "lint/words.h"
#include "rules/network/policies.h"

namespace fairlead {
namespace {

/// A client, a pod that it is led to, and a port of that pod.
struct Way {
  const Endpoint& endpoint;
  const Workload& from;
  const Workload& to;
  PortOf port;
};

/// What a client asks of a Service: its port, and behind a Sentinel that of the data.
bool is_asked_for(const Endpoint& endpoint, Role asked, const ServicePort& port) {
  const bool is_data = port.role == Role::data || port.role == Role::mixed;
  return port.number == endpoint.port || (asked == Role::sentinel && is_data);
}

void report(RuleRun& run, const Way& way, const Passage& passage, bool is_out) {
  const Ref at =
      place_to_edit(passage, is_out ? &NetworkPolicy::egress : &NetworkPolicy::ingress, way.port);
  const Resource& client = *way.from.resource;
  const Resource& server = *way.to.resource;
  Finding& finding = run.report(
      *passage.policies.front()->resource, at.span(),
      fmt::format("{} {} `{}` {} port {} of {} `{}`, which it connects to", policies_let(passage),
                  client.kind, client.name, is_out ? "send nothing to" : "reach nothing on",
                  way.port.number, server.kind, server.name));
  if (may_get_policies(run, (is_out ? client : server).namespace_name))
    finding.severity = std::min(finding.severity, Severity::warning);
  finding.caption = fmt::format("cuts `{}` off", way.endpoint.host);
  add_label(finding, way.endpoint.host_at,
            fmt::format("{} `{}` connects to it", client.kind, client.name));
  const Workload& other = is_out ? way.to : way.from;
  if (const Ref labels = other.pod_metadata["labels"]; labels.node())
    add_label(finding, Ref(labels.key()).span(),
              fmt::format("the labels of {} `{}`", other.resource->kind, other.resource->name));
  finding.help = fmt::format("let port {} through {} pods with these labels", way.port.number,
                             is_out ? "to" : "from");
}

/// Looks at one port of all pods that a client may be led to.
class Judge {
 public:
  Judge(RuleRun& run, const Policies& policies) : run_(run), policies_(policies) {}

  void judge(const Endpoint& endpoint, const Service& service, const ServicePort& port,
             const Selection& selection) {
    const Workload& from = *endpoint.workload;
    if (!seen_.emplace(&from, &service, port.number).second) return;
    Allowed any = selection.closed ? Allowed::no : Allowed::maybe;
    bool is_held = false;
    for (const Workload* to : selection.workloads) {
      const std::optional<PortOf> behind = port_behind(service, port, *to);
      if (!behind || to == &from || !is_judged(from) || !is_judged(*to)) return;
      const Way way{endpoint, from, *to, *behind};
      const Passage out = policies_.out_of(from, *to, way.port);
      const Passage in = policies_.into(*to, from, way.port);
      is_held = is_held || out.is_held || in.is_held;
      any = std::max(any, std::min(out.allowed, in.allowed));
    }
    if (is_held) decide(endpoint, service, port, selection, any);
  }

 private:
  void decide(const Endpoint& endpoint, const Service& service, const ServicePort& port,
              const Selection& selection, Allowed allowed) {
    if (allowed == Allowed::yes) return run_.answered();
    const Workload& from = *endpoint.workload;
    const Workload& to = *selection.workloads.front();
    const Way way{endpoint, from, to, *port_behind(service, port, to)};
    const Passage out = policies_.out_of(from, to, way.port);
    const bool is_out = out.allowed == Allowed::no;
    std::string why = why_not_all((is_out ? from : to).resource->namespace_name);
    if (allowed == Allowed::maybe) why = "whether its policies let it through is not known";
    if (!why.empty()) {
      run_.unknown(endpoint.host_at, fmt::format("way to `{}`", endpoint.host), std::move(why));
      return;
    }
    run_.answered(endpoint, Answer::missing);
    report(run_, way, is_out ? out : policies_.into(to, from, way.port), is_out);
  }

  const std::string& why_not_all(std::string_view space) {
    const auto [at, is_new] = why_.try_emplace(space);
    if (is_new) at->second = why_policies_are_not_all(run_, space);
    return at->second;
  }

  RuleRun& run_;
  std::map<std::string_view, std::string> why_;
  const Policies& policies_;
  std::set<std::tuple<const Workload*, const Service*, std::uint16_t>> seen_;
};

}  // namespace

void rule_network_policy_cuts_connection(RuleRun& run) {
  const Facts& facts = run.facts();
  const Policies policies(facts.resources);
  if (policies.all().empty()) return;
  Judge judge(run, policies);
  for (const Endpoint& endpoint : facts.endpoints) {
    const Service* service = run.connections().service_at(endpoint);
    if (!service || !endpoint.workload || !endpoint.port) continue;
    const Selection selection = facts.servers.selector.select(*service);
    if (selection.workloads.empty()) continue;
    const Role asked = run.connections().at(endpoint).role;
    for (const ServicePort& port : service->ports)
      if (is_asked_for(endpoint, asked, port)) judge.judge(endpoint, *service, port, selection);
  }
}

}  // namespace fairlead
