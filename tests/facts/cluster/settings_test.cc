#include "facts/cluster/settings.h"

#include <gtest/gtest.h>

#include "support/manifests.h"

namespace fairlead::testing {
namespace {

/// What a pod of these container fields sees, beside a ConfigMap and a Secret.
struct Seen {
  explicit Seen(const std::string& fields)
      : made(R"(
apiVersion: v1
kind: ConfigMap
metadata: {name: m}
data: {A: map, B: map}
---
apiVersion: v1
kind: Secret
metadata: {name: s}
stringData: {k: secret}
---
apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: c, )" +
             fields + "}]}\n"),
        workloads(workloads_of(made.resources)),
        holders(holders_of(made.resources, {}, made.sources)),
        table(settings_of(workloads, holders)) {}

  std::string text() const {
    std::string all;
    for (const Setting& each : table.containers.at(0).settings)
      all += std::string(each.name) + "=" + std::string(each.value.value) + " ";
    return all;
  }

  Manifests made;
  std::vector<Workload> workloads;
  std::vector<Holder> holders;
  SettingsTable table;
};

TEST(Settings, EnvComesBehindEnvFromAndWins) {
  const Seen seen(
      "envFrom: [{configMapRef: {name: m}}], env: [{name: A, value: own}, "
      "{name: K, valueFrom: {secretKeyRef: {name: s, key: k}}}]");
  EXPECT_EQ(seen.text(), "A=map B=map A=own K=secret ");
  EXPECT_FALSE(seen.table.containers[0].open);
  EXPECT_TRUE(seen.table.gaps.empty());
}

TEST(Settings, AreOpenWhereAnEnvFromIsNotInView) {
  EXPECT_TRUE(Seen("envFrom: [{secretRef: {name: m}}]").table.containers[0].open);
  EXPECT_TRUE(Seen("envFrom: [{configMapRef: {name: m}, prefix: P_}]").table.containers[0].open);
  EXPECT_FALSE(Seen("env: []").table.containers[0].open);
}

TEST(Settings, AKeyOfASecretIsNoneOfAConfigMap) {
  EXPECT_EQ(Seen("env: [{name: K, valueFrom: {configMapKeyRef: {name: s, key: k}}}]").text(),
            "K= ");
}

}  // namespace
}  // namespace fairlead::testing
