#include "facts/network/passage.h"

#include <algorithm>

#include "base/text.h"
#include "facts/labels/labelling.h"

namespace fairlead {
namespace {

constexpr std::string_view name_label = "kubernetes.io/metadata.name";
/// Where the cluster's DNS runs: of most, of OpenShift.
constexpr std::string_view dns_spaces[] = {"kube-system", "openshift-dns"};
constexpr std::uint16_t dns_ports[] = {53, 5353};
/// Where meshes carry what is for other ports: Istio's ztunnel, Linkerd's proxy.
constexpr std::uint16_t mesh_ports[] = {15008, 4143};

Allowed both(Allowed a, Allowed b) { return std::min(a, b); }
Allowed either(Allowed a, Allowed b) { return std::max(a, b); }

/// Whether a rule lets a port through, where a mesh may carry it as well.
Allowed is_let(const PolicyRule& rule, const PortOf& port) {
  if (is_open(rule, port)) return Allowed::yes;
  const bool is_carried = std::ranges::any_of(mesh_ports, [&](std::uint16_t mesh) {
    return is_open(rule, {"TCP", mesh, {}});
  });
  return is_carried ? Allowed::maybe : Allowed::no;
}

/// The same of DNS, whose ports may have any name.
Allowed is_open_for_dns(const PolicyRule& rule) {
  for (const std::uint16_t number : dns_ports)
    if (is_open(rule, {"UDP", number, {}})) return Allowed::yes;
  const bool is_named = std::ranges::any_of(rule.ports, [](const PolicyPort& open) {
    return open.protocol == "UDP" && !open.name.empty();
  });
  return is_named ? Allowed::maybe : Allowed::no;
}

/// Whether the cluster's DNS may be one of those a rule of a namespace speaks of.
Allowed is_dns(const PolicyPeer& peer, std::string_view own) {
  const auto runs_in = [](std::string_view space) {
    return space.empty() || contains(space, "dns") ||
           std::ranges::find(dns_spaces, space) != std::end(dns_spaces);
  };
  if (peer.is_addresses) return Allowed::yes;  // of the Service, or of a cache on the node
  if (!peer.spaces) return runs_in(own) ? Allowed::yes : Allowed::no;
  if (peer.spaces->is_empty()) return Allowed::yes;
  for (const LabelAt& label : peer.spaces->labels)
    if (label.key == name_label) return runs_in(label.value) ? Allowed::yes : Allowed::no;
  return Allowed::maybe;
}

}  // namespace

bool is_open(const PolicyRule& rule, const PortOf& port) {
  return rule.ports.empty() || std::ranges::any_of(rule.ports, [&](const PolicyPort& open) {
           if (open.protocol != port.protocol) return false;
           if (!open.name.empty())
             return std::ranges::find(port.names, open.name) != port.names.end();
           if (!open.number) return true;
           return *open.number <= port.number && port.number <= open.last.value_or(*open.number);
         });
}

std::optional<PortOf> port_behind(const Service& service, const ServicePort& port,
                                  const Workload& to) {
  PortOf made;
  std::optional<std::uint16_t> number = service.headless ? port.number : port.target;
  if (!service.headless && !number) {
    for (const Container& each : to.containers)
      for (const ContainerPort& named : each.ports)
        if (named.name == port.target_name) number = named.number;
  }
  if (!number) return std::nullopt;
  made.number = *number;
  for (const Container& each : to.containers)
    for (const ContainerPort& named : each.ports)
      if (named.number == made.number && !named.name.empty()) made.names.push_back(named.name);
  return made;
}

Policies::Policies(std::span<const Resource> resources)
    : policies_(network_policies_of(resources)), may_change_(may_label_pods(resources)) {
  for (const Resource& resource : resources) {
    if (resource.kind == "Namespace" && resource.group().empty() && !resource.partial)
      spaces_.emplace(resource.name, resource.root["metadata"]["labels"]);
  }
  for (std::size_t i = 0; i < policies_.size(); ++i) {
    const std::vector<LabelAt>& labels = policies_[i].pods.labels;
    const bool is_open =
        may_change_ || labels.empty() || is_added_by_controller(labels.front().key);
    (is_open ? others_ : by_label_[{labels.front().key, labels.front().value}]).push_back(i);
  }
}

Allowed Policies::selects_space(const LabelSelector& selector,
                                std::string_view namespace_name) const {
  if (selector.is_empty()) return Allowed::yes;
  if (namespace_name.empty()) return Allowed::maybe;
  std::vector<LabelAt> labels{{name_label, namespace_name, {}}};
  const auto in_view = spaces_.find(namespace_name);
  if (in_view != spaces_.end()) {
    for (const LabelAt& label : label_selector(in_view->second, true).labels)
      labels.push_back(label);
    return selects(selector, labels) ? Allowed::yes : Allowed::no;
  }
  LabelSelector by_name;
  std::ranges::copy_if(selector.labels, std::back_inserter(by_name.labels),
                       [](const LabelAt& label) { return label.key == name_label; });
  std::ranges::copy_if(selector.expressions, std::back_inserter(by_name.expressions),
                       [](const LabelExpression& each) { return each.key == name_label; });
  if (!selects(by_name, labels)) return Allowed::no;
  const bool is_all = by_name.labels.size() == selector.labels.size() &&
                      by_name.expressions.size() == selector.expressions.size();
  return is_all ? Allowed::yes : Allowed::maybe;
}

Allowed Policies::is_peer(const NetworkPolicy& policy, const PolicyPeer& peer,
                          const Workload& other) const {
  if (peer.is_addresses) return Allowed::maybe;  // of pods, or of what they are seen as
  const std::string_view here = policy.resource->namespace_name;
  const std::string_view there = other.resource->namespace_name;
  Allowed answer = Allowed::yes;
  if (peer.spaces)
    answer = selects_space(*peer.spaces, there);
  else if (here != there)
    answer = here.empty() || there.empty() ? Allowed::maybe : Allowed::no;
  return peer.pods ? both(answer, certainly_selects(*peer.pods, other.labels, may_change_))
                   : answer;
}

std::vector<std::size_t> Policies::candidates(const Workload& of) const {
  std::vector<std::size_t> found = others_;
  for (const LabelAt& label : of.labels) {
    const auto at = by_label_.find({label.key, label.value});
    if (at != by_label_.end()) found.insert(found.end(), at->second.begin(), at->second.end());
  }
  std::ranges::sort(found);
  return found;
}

template <typename Lets>
Passage Policies::passage(const Workload& of, PolicySide NetworkPolicy::*side, Lets lets) const {
  Passage made;
  Allowed is_cut = Allowed::no, is_through = Allowed::no;
  for (const std::size_t number : candidates(of)) {
    const NetworkPolicy& policy = policies_[number];
    const PolicySide& rules = policy.*side;
    const std::string_view here = policy.resource->namespace_name;
    const std::string_view there = of.resource->namespace_name;
    if (!rules.applies || (here != there && !here.empty() && !there.empty())) continue;
    const Allowed is_for = both(here == there ? Allowed::yes : Allowed::maybe,
                                certainly_selects(policy.pods, of.labels, may_change_));
    if (is_for == Allowed::no) continue;
    is_cut = either(is_cut, is_for);
    made.is_held = true;
    if (is_for == Allowed::yes) made.policies.push_back(&policy);
    if (policy.resource->partial) is_through = either(is_through, Allowed::maybe);
    for (const PolicyRule& rule : rules.rules)
      is_through = either(is_through, both(is_for, lets(policy, rule)));
  }
  // What no policy is for is not cut.
  made.allowed = either(is_through, is_cut == Allowed::yes     ? Allowed::no
                                    : is_cut == Allowed::maybe ? Allowed::maybe
                                                               : Allowed::yes);
  return made;
}

Passage Policies::out_of(const Workload& from, const Workload& to, const PortOf& port) const {
  return passage(from, &NetworkPolicy::egress, [&](const auto& policy, const PolicyRule& rule) {
    Allowed any = rule.peers.empty() ? Allowed::yes : Allowed::no;
    for (const PolicyPeer& peer : rule.peers) any = either(any, is_peer(policy, peer, to));
    return both(any, is_let(rule, port));
  });
}

Passage Policies::into(const Workload& to, const Workload& from, const PortOf& port) const {
  return passage(to, &NetworkPolicy::ingress, [&](const auto& policy, const PolicyRule& rule) {
    Allowed any = rule.peers.empty() ? Allowed::yes : Allowed::no;
    for (const PolicyPeer& peer : rule.peers) any = either(any, is_peer(policy, peer, from));
    return both(any, is_let(rule, port));
  });
}

Passage Policies::to_dns(const Workload& from) const {
  return passage(from, &NetworkPolicy::egress, [&](const auto& policy, const PolicyRule& rule) {
    Allowed any = rule.peers.empty() ? Allowed::yes : Allowed::no;
    for (const PolicyPeer& peer : rule.peers)
      any = either(any, is_dns(peer, policy.resource->namespace_name));
    return both(any, is_open_for_dns(rule));
  });
}

}  // namespace fairlead
