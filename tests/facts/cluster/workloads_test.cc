#include <gtest/gtest.h>

#include "facts/cluster/workload.h"
#include "support/manifests.h"

namespace fairlead::testing {
namespace {

TEST(Workloads, HaveTheirPodsWhereTheKindKeepsThem) {
  const Manifests made(R"(
apiVersion: batch/v1
kind: CronJob
metadata: {name: c}
spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: job, image: a}]}}}}}
---
apiVersion: v1
kind: Pod
metadata: {name: p, labels: {app: a}}
spec: {hostNetwork: true, containers: [{name: pod, image: b}]}
---
apiVersion: example.org/v1
kind: Deployment
metadata: {name: other}
spec: {template: {spec: {containers: [{name: no, image: c}]}}}
)");
  const auto workloads = workloads_of(made.resources);
  ASSERT_EQ(workloads.size(), 2u);  // a Deployment of another group is none of Kubernetes' own
  EXPECT_EQ(workloads[0].containers.at(0).name, "job");
  EXPECT_FALSE(workloads[0].host_network);
  EXPECT_EQ(workloads[1].containers.at(0).name, "pod");
  EXPECT_TRUE(workloads[1].host_network);
  EXPECT_FALSE(workloads[1].has_selector);
  EXPECT_EQ(workloads[1].labels.at(0).value, "a");
}

TEST(Workloads, InitContainersComeFirstAndSidecarsAmongThemGoOn) {
  const Manifests made(R"(
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: s}
spec:
  serviceName: peers
  selector: {matchLabels: {app: a}, matchExpressions: [{key: b, operator: Exists}]}
  template:
    metadata: {labels: {app: a}}
    spec:
      containers: [{name: main, command: [redis-server], args: [--port, "1"]}]
      initContainers: [{name: before}, {name: beside, restartPolicy: Always}]
)");
  const auto workloads = workloads_of(made.resources);
  ASSERT_EQ(workloads.size(), 1u);
  const auto& containers = workloads[0].containers;
  ASSERT_EQ(containers.size(), 3u);
  EXPECT_TRUE(containers[0].init);
  EXPECT_FALSE(containers[1].init) << "a native sidecar runs as long as the pod";
  EXPECT_EQ(containers[2].name, "main");
  EXPECT_EQ(containers[2].args.at(1).text(), "1");
  EXPECT_EQ(workloads[0].service_name, "peers");
  EXPECT_TRUE(workloads[0].selector_expressions);
}

TEST(Workloads, AVariableSaysWhereItsValueIs) {
  const Manifests made(R"(
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: c
      env:
        - {name: A, value: x}
        - {name: B, valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}}
        - {name: C, valueFrom: {configMapKeyRef: {name: m, key: l}}}
        - {name: D, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
      envFrom: [{prefix: P_, secretRef: {name: t}}]
)");
  const auto workloads = workloads_of(made.resources);
  const Container& container = workloads.at(0).containers.at(0);
  ASSERT_EQ(container.env.size(), 4u);
  EXPECT_EQ(container.env[0].value_at.text(), "x");
  EXPECT_EQ(container.env[1].from, ValueFrom::secret_key);
  EXPECT_EQ(container.env[1].holder, "s");
  EXPECT_EQ(container.env[1].key, "k");
  EXPECT_TRUE(container.env[1].optional);
  EXPECT_EQ(container.env[2].from, ValueFrom::config_map_key);
  EXPECT_EQ(container.env[3].from, ValueFrom::other);
  ASSERT_EQ(container.env_from.size(), 1u);
  EXPECT_TRUE(container.env_from[0].secret);
  EXPECT_EQ(container.env_from[0].prefix, "P_");
}

}  // namespace
}  // namespace fairlead::testing
