#pragma once
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "facts/cluster/service.h"
#include "facts/network/network_policy.h"

namespace fairlead {

/// A port of a protocol, by its number and the names that containers of the far end give it.
struct PortOf {
  std::string_view protocol = "TCP";
  std::uint16_t number = 0;
  std::vector<std::string_view> names;
};

/// The container's port behind a Service's; nothing where no container names it.
std::optional<PortOf> port_behind(const Service& service, const ServicePort& port,
                                  const Workload& to);

/// Whether one of a rule's ports is the one that is asked about.
bool is_open(const PolicyRule& rule, const PortOf& port);

/// What the policies for one end of a connection make of it.
struct Passage {
  Allowed allowed = Allowed::yes;
  bool is_held = false;  ///< a policy is for that end, or may be
  /// Those that are for it for certain.
  std::vector<const NetworkPolicy*> policies;
};

/// A unit's NetworkPolicies, and what they let through. How they are meant:
/// https://kubernetes.io/docs/concepts/services-networking/network-policies/
class Policies {
 public:
  /// The resources must outlive it.
  explicit Policies(std::span<const Resource> resources);

  std::span<const NetworkPolicy> all() const { return policies_; }
  /// Whether pods of `from` may talk to pods of `to`, as policies for `from` see it.
  Passage out_of(const Workload& from, const Workload& to, const PortOf& port) const;
  /// The same, as those for `to` see it.
  Passage into(const Workload& to, const Workload& from, const PortOf& port) const;
  /// Whether pods of `from` may ask the cluster's DNS.
  Passage to_dns(const Workload& from) const;

 private:
  /// `lets` says of one rule of a policy whether it lets through what is asked about.
  template <typename Lets>
  Passage passage(const Workload& of, PolicySide NetworkPolicy::*side, Lets lets) const;
  Allowed is_peer(const NetworkPolicy& policy, const PolicyPeer& peer, const Workload& other) const;
  /// Whether a selector of namespaces selects one.
  Allowed selects_space(const LabelSelector& selector, std::string_view namespace_name) const;

  /// Those that may be for a workload's pods, in their order.
  std::vector<std::size_t> candidates(const Workload& of) const;

  std::vector<NetworkPolicy> policies_;
  std::map<std::pair<std::string_view, std::string_view>, std::vector<std::size_t>> by_label_;
  std::vector<std::size_t> others_;         ///< that are found by no label
  bool may_change_;                         ///< pods may get other labels
  std::map<std::string_view, Ref> spaces_;  ///< labels of the Namespaces in view
};

}  // namespace fairlead
