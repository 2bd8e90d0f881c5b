#include "facts/network/network_policy.h"

#include <algorithm>

#include "base/text.h"

// Defaults: the API reference of networking.k8s.io/v1 NetworkPolicy, Kubernetes 1.34.

namespace fairlead {
namespace {

constexpr std::string_view kinds[] = {
    network_policy_kind,
    "cilium.io/CiliumNetworkPolicy",
    "cilium.io/CiliumClusterwideNetworkPolicy",
    "projectcalico.org/NetworkPolicy",
    "projectcalico.org/GlobalNetworkPolicy",
    "crd.projectcalico.org/NetworkPolicy",
    "crd.projectcalico.org/GlobalNetworkPolicy",
    "crd.antrea.io/NetworkPolicy",
    "crd.antrea.io/ClusterNetworkPolicy",
    "networking.gke.io/FQDNNetworkPolicy",
    "capsule.clastix.io/Tenant",
    "policy.networking.k8s.io/AdminNetworkPolicy",
    "policy.networking.k8s.io/ClusterNetworkPolicy",
    "policy.networking.k8s.io/BaselineAdminNetworkPolicy",
};

PolicyPort port_of(Ref at) {
  PolicyPort made;
  made.protocol = at["protocol"].present() ? at["protocol"].text() : "TCP";
  const std::string_view port = at["port"].text();
  made.number = port_from(port);
  if (!made.number) made.name = port;
  made.last = port_from(at["endPort"].text());
  return made;
}

PolicyPeer peer_of(Ref at) {
  PolicyPeer made;
  made.is_addresses = at["ipBlock"].present();
  if (at["podSelector"].present()) made.pods = label_selector(at["podSelector"]);
  if (at["namespaceSelector"].present()) made.spaces = label_selector(at["namespaceSelector"]);
  return made;
}

PolicySide side_of(Ref list, std::string_view peers) {
  PolicySide side;
  side.at = list;
  for (const Node* each : list.items()) {
    const Ref at(each);
    PolicyRule rule{{}, {}, at, at[peers], at["ports"]};
    for (const Node* peer : rule.peers_at.items()) rule.peers.push_back(peer_of(Ref(peer)));
    for (const Node* port : rule.ports_at.items()) rule.ports.push_back(port_of(Ref(port)));
    side.rules.push_back(std::move(rule));
  }
  return side;
}

/// Whether fields are of types that the API server refuses: such a policy is never in force.
bool is_refused(Ref spec) {
  const Ref pods = spec["podSelector"];
  const auto is_no_list = [&](std::string_view field) {
    return spec[field].present() && !spec[field]->is_sequence();
  };
  return (pods.present() && !pods->is_mapping()) || is_no_list("policyTypes") ||
         is_no_list("ingress") || is_no_list("egress");
}

NetworkPolicy policy_of(const Resource& resource) {
  const Ref spec = resource.root["spec"];
  NetworkPolicy made{&resource, label_selector(spec["podSelector"]),
                     side_of(spec["ingress"], "from"), side_of(spec["egress"], "to")};
  const Ref types = spec["policyTypes"];
  if (types.items().empty()) {
    made.ingress.applies = true;
    made.egress.applies = spec["egress"].present();
  }
  for (const Node* type : types.items()) {
    if (Ref(type).text() == "Ingress") made.ingress.applies = true;
    if (Ref(type).text() == "Egress") made.egress.applies = true;
  }
  return made;
}

}  // namespace

std::vector<NetworkPolicy> network_policies_of(std::span<const Resource> resources) {
  std::vector<NetworkPolicy> policies;
  for (const Resource& resource : resources) {
    const bool is_policy =
        resource.kind == "NetworkPolicy" && resource.group() == "networking.k8s.io";
    if (is_policy && !is_refused(resource.root["spec"])) policies.push_back(policy_of(resource));
  }
  return policies;
}

bool is_network_policy(std::string_view kind) {
  return std::ranges::find(kinds, kind) != std::end(kinds);
}

bool is_for_all_namespaces(std::string_view kind) {
  constexpr std::string_view parts[] = {"/CiliumClusterwide", "/Cluster", "/Global",
                                        "AdminNetworkPolicy", "/Tenant"};
  return std::ranges::any_of(parts, [&](std::string_view part) { return contains(kind, part); });
}

Allowed certainly_selects(const LabelSelector& selector, std::span<const LabelAt> labels,
                          bool may_change) {
  const auto is_open_key = [&](std::string_view key) {
    return is_added_by_controller(key) ||
           (may_change && std::ranges::find(labels, key, &LabelAt::key) == labels.end());
  };
  LabelSelector known;
  bool is_open = false;
  for (const LabelAt& label : selector.labels) {
    if (is_open_key(label.key))
      is_open = true;
    else
      known.labels.push_back(label);
  }
  for (const LabelExpression& each : selector.expressions) {
    if (is_open_key(each.key) || each.demand == LabelExpression::Demand::unreadable)
      is_open = true;
    else
      known.expressions.push_back(each);
  }
  if (!selects(known, labels)) return Allowed::no;
  return is_open ? Allowed::maybe : Allowed::yes;
}

}  // namespace fairlead
