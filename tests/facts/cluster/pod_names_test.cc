#include "facts/cluster/pod_names.h"

#include <gtest/gtest.h>

#include "support/manifests.h"

namespace fairlead::testing {
namespace {

/// The names below the first Service of a manifest with a StatefulSet `set`.
class Pods {
 public:
  Pods(const std::string& service, const std::string& set, const std::string& more = "")
      : made_(
            "apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: n}\nspec: {" + service +
            "selector: {app: a}, ports: [{port: 1}]}\n---\napiVersion: apps/v1\n"
            "kind: StatefulSet\nmetadata: {name: set, namespace: n}\nspec: {" +
            set +
            "serviceName: s, template: {metadata: {labels: {app: a}}, spec: {containers: []}}}\n" +
            more),
        workloads_(workloads_of(made_.resources)),
        table_(services_of(made_.resources, workloads_, {}, false)) {}

  const Service& service() const { return table_.services.at(0); }
  bool has(std::string_view pod) const { return is_among(service().pods.value(), pod); }

 private:
  Manifests made_;
  std::vector<Workload> workloads_;
  ServiceTable table_;
};

TEST(PodNames, AreAsManyAsReplicas) {
  const Pods pods("clusterIP: None, ", "replicas: 2, ");
  EXPECT_TRUE(pods.has("set-0"));
  EXPECT_TRUE(pods.has("set-1"));
  for (const std::string_view other :
       {"set-2", "set-01", "set-", "set", "s-0", "set-x", "set-99999999999"})
    EXPECT_FALSE(pods.has(other)) << other;
  const Pods later("clusterIP: None, ", "replicas: 2, ordinals: {start: 3}, ");
  EXPECT_FALSE(later.has("set-2"));
  EXPECT_TRUE(later.has("set-4"));
  EXPECT_FALSE(later.has("set-5"));
}

TEST(PodNames, AreAnyNumberWhereItIsNotWrittenOrScaled) {
  EXPECT_TRUE(Pods("", "").has("set-7"));
  const Pods scaled("", "replicas: 1, ",
                    "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n"
                    "metadata: {name: h, namespace: n}\nspec: {scaleTargetRef: {name: set}}\n");
  EXPECT_TRUE(scaled.has("set-7"));
}

TEST(PodNames, AreUnknownWhereOthersMayHaveOne) {
  const Pods named(
      "", "",
      "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: n, labels: {app: "
      "a}}\nspec: {hostname: h, subdomain: s, containers: []}\n");
  EXPECT_FALSE(named.service().pods.has_value());
  // A pod without a hostname has no name there.
  const Pods plain(
      "", "",
      "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: n, labels: {app: "
      "a}}\nspec: {containers: []}\n");
  EXPECT_TRUE(plain.service().pods.has_value());
  EXPECT_FALSE(plain.has("p"));
}

}  // namespace
}  // namespace fairlead::testing
