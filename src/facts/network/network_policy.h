#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "facts/labels/label_selector.h"

namespace fairlead {

/// An answer of which a part may not be known.
enum class Allowed : std::uint8_t { no, maybe, yes };

/// A port in a rule of a policy.
struct PolicyPort {
  std::string_view protocol;            ///< "TCP"
  std::optional<std::uint16_t> number;  ///< nothing, and no name: all ports
  std::optional<std::uint16_t> last;    ///< of a range that begins with `number`
  std::string_view name;                ///< of a port of the containers that are talked to
};

/// One of those whom a rule lets in, or whom it lets pods talk to.
struct PolicyPeer {
  std::optional<LabelSelector> pods, spaces;  ///< without spaces: in the policy's own
  bool is_addresses = false;                  ///< ipBlock
};

/// A rule of a policy: whoever is one of the peers, on one of the ports. None of them: all.
struct PolicyRule {
  std::vector<PolicyPeer> peers;
  std::vector<PolicyPort> ports;
  Ref at;
  Ref peers_at, ports_at;
};

/// What a policy says of one direction of traffic.
struct PolicySide {
  bool applies = false;  ///< what no rule lets through is cut
  std::vector<PolicyRule> rules;
  Ref at;  ///< the list of rules, where there is one
};

/// A NetworkPolicy of networking.k8s.io.
struct NetworkPolicy {
  const Resource* resource = nullptr;
  LabelSelector pods;
  PolicySide ingress, egress;
};

std::vector<NetworkPolicy> network_policies_of(std::span<const Resource> resources);

/// Whether a kind (kind_name) says who may talk to whom; there are more than NetworkPolicy.
bool is_network_policy(std::string_view kind);
/// Whether such a kind is for the pods of all namespaces.
bool is_for_all_namespaces(std::string_view kind);

/// The name under which units tell each other of all policies that they have in a namespace: an
/// object of the kind `network_policy_kind`.
inline constexpr std::string_view all_policies = "*";
inline constexpr std::string_view network_policy_kind = "networking.k8s.io/NetworkPolicy";

/// Whether it is certain that a selector selects what templates label so: controllers add some, and
/// where `may_change` somebody may add any.
Allowed certainly_selects(const LabelSelector& selector, std::span<const LabelAt> labels,
                          bool may_change);

}  // namespace fairlead
