// What NetworkPolicies let through, as
// https://kubernetes.io/docs/concepts/services-networking/network-policies/ and the API's reference
// have it.
#include "facts/network/passage.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/manifests.h"

namespace fairlead::testing {
namespace {

constexpr std::string_view pods = R"(
{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web, tier: front}},
 spec: {containers: [{name: web, image: web}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: redis, namespace: shop, labels: {app: redis}},
 spec: {containers: [{name: redis, image: redis, ports: [{name: data, containerPort: 6379}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: far, namespace: jobs, labels: {app: redis}},
 spec: {containers: [{name: redis, image: redis}]}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: sales}}}
)";

std::string policy(std::string_view spec) {
  return fmt::format(
      "---\n{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: p, "
      "namespace: shop}}, spec: {}}}\n",
      spec);
}

struct Case {
  std::string_view name;
  std::vector<std::string_view> specs;
  Allowed out = Allowed::yes, in = Allowed::yes;  ///< from web to redis, port 6379
  Allowed dns = Allowed::yes;                     ///< from web
};

class Passages : public ::testing::TestWithParam<Case> {};

TEST_P(Passages, AreOpenOrCut) {
  const Case& given = GetParam();
  std::string text(pods);
  for (const std::string_view spec : given.specs) text += policy(spec);
  Manifests made(text);
  const std::vector<Workload> workloads = workloads_of(made.resources);
  const Policies policies(made.resources);
  const PortOf port{"TCP", 6379, {"data"}};
  EXPECT_EQ(policies.out_of(workloads[0], workloads[1], port).allowed, given.out);
  EXPECT_EQ(policies.into(workloads[1], workloads[0], port).allowed, given.in);
  EXPECT_EQ(policies.to_dns(workloads[0]).allowed, given.dns);
}

constexpr Allowed no = Allowed::no, maybe = Allowed::maybe, yes = Allowed::yes;

INSTANTIATE_TEST_SUITE_P(
    Of, Passages,
    ::testing::Values(
        Case{"WithoutPolicies", {}}, Case{"DenyAllIn", {"{podSelector: {}}"}, yes, no},
        Case{"DenyAllOut", {"{podSelector: {}, policyTypes: [Egress]}"}, no, yes, no},
        Case{"DenyAll", {"{podSelector: {}, policyTypes: [Ingress, Egress]}"}, no, no, no},
        Case{"ASectionForOutAloneHoldsInAsWell", {"{podSelector: {}, egress: [{}]}"}, yes, no},
        Case{"AnEmptyRuleLetsAll", {"{podSelector: {}, ingress: [{}]}"}, yes, yes},
        Case{"AllowAllAddsToDenyAll",
             {"{podSelector: {}}", "{podSelector: {}, ingress: [{}]}"},
             yes,
             yes},
        Case{"OfOtherPods", {"{podSelector: {matchLabels: {app: other}}}"}},
        Case{"WhoseSelectorIsAListAreRefused", {"{podSelector: [web]}"}},
        Case{"WhoseTypesAreNoListAreRefused", {"{podSelector: {}, policyTypes: Egress}"}},
        Case{"ByPod",
             {"{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}"}},
        Case{"ByAnotherPod",
             {"{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: b}}}]}]}"},
             yes,
             no},
        Case{"ByExpression",
             {"{podSelector: {}, ingress: [{from: [{podSelector: {matchExpressions: [{key: tier, "
              "operator: NotIn, values: [front, back]}]}}]}]}"},
             yes,
             no},
        Case{"ByPort", {"{podSelector: {}, ingress: [{ports: [{port: 6379}]}]}"}},
        Case{"ByAnotherPort", {"{podSelector: {}, ingress: [{ports: [{port: 6380}]}]}"}, yes, no},
        Case{"ByAnotherProtocol",
             {"{podSelector: {}, ingress: [{ports: [{port: 6379, protocol: UDP}]}]}"},
             yes,
             no},
        Case{"ByProtocolAlone", {"{podSelector: {}, ingress: [{ports: [{protocol: TCP}]}]}"}},
        Case{"ByRange", {"{podSelector: {}, ingress: [{ports: [{port: 6000, endPort: 6379}]}]}"}},
        Case{"BeyondARange",
             {"{podSelector: {}, ingress: [{ports: [{port: 6000, endPort: 6378}]}]}"},
             yes,
             no},
        Case{"ByAPortsName", {"{podSelector: {}, ingress: [{ports: [{port: data}]}]}"}},
        Case{"ByAnotherPortsName",
             {"{podSelector: {}, ingress: [{ports: [{port: redis}]}]}"},
             yes,
             no},
        Case{"ByTheNameOfTheNamespace",
             {"{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: "
              "{kubernetes.io/metadata.name: shop}}}]}]}"}},
        Case{"ByLabelsOfANamespaceInView",
             {"{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: "
              "sales}}}]}]}"}},
        Case{"ByOtherLabelsOfIt",
             {"{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: "
              "it}}}]}]}"},
             yes,
             no},
        Case{"NamespaceAndPodAreBothAsked",
             {"{podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: "
              "{matchLabels: {app: b}}}]}]}"},
             yes,
             no},
        Case{"OneOfTwoPeersIsEnough",
             {"{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}, {podSelector: "
              "{matchLabels: {app: b}}}]}]}"}},
        Case{"AddressesMayBeThoseOfPods",
             {"{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}"},
             yes,
             maybe},
        Case{"LabelsOfControllersMayBeThere",
             {"{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {job-name: "
              "a}}}]}]}"},
             yes,
             maybe},
        Case{"AMeshMayCarryIt",
             {"{podSelector: {}, ingress: [{ports: [{port: 15008}]}]}"},
             yes,
             maybe},
        Case{"DnsEverywhere",
             {"{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: "
              "UDP}]}]}"},
             no,
             yes,
             yes},
        Case{"DnsByTcpAlone",
             {"{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53}]}]}"},
             no,
             yes,
             no},
        Case{"DnsInItsNamespace",
             {"{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: "
              "{matchLabels: {kubernetes.io/metadata.name: kube-system}}}]}]}"},
             no,
             yes,
             yes},
        Case{"DnsIsNotInTheOwn",
             {"{podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]}"},
             yes,
             yes,
             no},
        Case{"DnsMayBeInOthers",
             {"{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: "
              "{matchLabels: {role: system}}}]}]}"},
             no,
             yes,
             maybe}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(Passages, OfANamespaceThatIsNotInView) {
  Manifests made(std::string(pods) +
                 policy("{podSelector: {}, policyTypes: [Egress], egress: [{to: "
                        "[{namespaceSelector: {matchLabels: {team: jobs}}}]}]}"));
  const std::vector<Workload> workloads = workloads_of(made.resources);
  const Policies policies(made.resources);
  EXPECT_EQ(policies.out_of(workloads[0], workloads[2], {"TCP", 6379, {}}).allowed, maybe);
  EXPECT_EQ(policies.out_of(workloads[0], workloads[1], {"TCP", 6379, {}}).allowed, no);
}

TEST(Passages, OfPodsThatMayGetOtherLabels) {
  const std::string cut =
      policy("{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {role: a}}}]}]}");
  const std::string role =
      "---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r, namespace: "
      "shop}, rules: [{apiGroups: [\"\"], resources: [pods], verbs: [patch]}]}\n";
  for (const auto& [text, allowed] : {std::pair(cut, no), std::pair(cut + role, maybe)}) {
    Manifests made(std::string(pods) + text);
    const std::vector<Workload> workloads = workloads_of(made.resources);
    const Policies policies(made.resources);
    EXPECT_EQ(policies.into(workloads[1], workloads[0], {"TCP", 6379, {}}).allowed, allowed);
  }
}

}  // namespace
}  // namespace fairlead::testing
