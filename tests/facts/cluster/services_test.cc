#include <gtest/gtest.h>

#include "facts/cluster/selection.h"
#include "facts/cluster/service.h"
#include "support/manifests.h"

namespace fairlead::testing {
namespace {

struct Made {
  explicit Made(std::string text)
      : made(std::move(text)),
        workloads(workloads_of(made.resources)),
        table(services_of(made.resources, workloads, {}, false)) {}

  Manifests made;
  std::vector<Workload> workloads;
  ServiceTable table;
};

TEST(Services, APortsRoleIsWhatThePodBehindItRuns) {
  const Made made(R"(
apiVersion: v1
kind: Service
metadata: {name: cache, namespace: n}
spec:
  selector: {app: r}
  ports: [{name: data, port: 80, targetPort: redis}, {name: s, port: 5000, targetPort: 26379}]
---
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: n, labels: {app: r}}
spec:
  containers:
    - {name: r, image: "redis:7.2", ports: [{name: redis, containerPort: 6379}]}
    - {name: s, image: "redis:7.2", command: [redis-sentinel], ports: [{containerPort: 26379}]}
)");
  ASSERT_EQ(made.table.services.size(), 1u);
  const Service& service = made.table.services[0];
  ASSERT_EQ(service.ports.size(), 2u);
  EXPECT_EQ(service.ports[0].role, Role::data);
  EXPECT_EQ(service.ports[0].target_name, "redis");
  EXPECT_FALSE(service.ports[0].target);
  EXPECT_EQ(service.ports[1].role, Role::sentinel);
  EXPECT_EQ(service.ports[1].target, 26379);
  ASSERT_EQ(made.table.redis_servers.size(), 1u);
  EXPECT_EQ(made.table.redis_servers[0].version, redis::Version::redis_7_2);
  EXPECT_TRUE(made.table.redis_servers[0].services_known);
}

TEST(Services, OfAnotherNamespaceReachNoPod) {
  const Made made(R"(
apiVersion: v1
kind: Service
metadata: {name: web, namespace: other}
spec: {clusterIP: None, selector: {app: r}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: out, namespace: other}
spec: {type: ExternalName, externalName: example.org}
---
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: n, labels: {app: r}}
spec: {containers: [{name: r, image: redis}]}
)");
  const Service& service = made.table.services.at(0);
  EXPECT_TRUE(service.headless);
  EXPECT_EQ(service.ports.at(0).target, 80) << "without targetPort the port itself";
  EXPECT_EQ(service.ports[0].role, Role::unknown);
  EXPECT_TRUE(made.table.services.at(1).external_name);
  EXPECT_FALSE(made.table.services.at(1).has_selector);
  EXPECT_FALSE(made.table.redis_servers.at(0).services_known);
}

TEST(Selection, WantsEveryLabel) {
  const Manifests made(R"(
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: n, labels: {app: x, tier: db}}
spec: {containers: [{name: c}]}
---
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: n, labels: {app: x}}
spec: {containers: [{name: c}]}
)");
  const auto workloads = workloads_of(made.resources);
  const Selector selector(workloads, false);
  Service service;
  service.namespace_name = "n";
  service.selector = {workloads[0].labels[0]};
  EXPECT_EQ(selector.select(service).workloads.size(), 2u);
  service.selector = workloads[0].labels;
  ASSERT_EQ(selector.select(service).workloads.size(), 1u);
  EXPECT_EQ(selector.select(service).workloads[0], &workloads[0]);
  EXPECT_TRUE(selector.select(service).closed);
  EXPECT_FALSE(Selector(workloads, true).select(service).closed);
  service.selector.clear();  // its endpoints are made by hand
  EXPECT_TRUE(selector.select(service).workloads.empty());
}

}  // namespace
}  // namespace fairlead::testing
