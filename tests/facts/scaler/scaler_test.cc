// KEDA's triggers. tests/data/keda_triggers.txt is what KEDA's own schema says of them
// (scripts/keda-schema).
#include "facts/scaler/scaler.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "facts/connect/endpoints.h"
#include "support/harness.h"
#include "support/manifests.h"

namespace fairlead::testing {
namespace {

std::string line_of(const RedisTriggerType& type, const TriggerParameter& parameter) {
  return fmt::format("{} {}{}{}{}{}", type.type, parameter.name,
                     parameter.metadata ? " metadata" : "", parameter.from_env ? " env" : "",
                     parameter.by_authentication ? " authentication" : "",
                     parameter.needed ? " needed" : "");
}

TEST(TriggerTypes, AreWhatKedasSchemaSays) {
  std::set<std::string> ours, recorded;
  for (const RedisTriggerType& type : redis_trigger_types()) {
    for (const TriggerParameter& parameter : trigger_parameters()) {
      if (trigger_parameter(type, parameter.name) == &parameter)
        ours.insert(line_of(type, parameter));
    }
  }
  const std::string text = read_directory("tests/data").at("keda_triggers.txt");
  for (const std::string_view line : split(text, '\n')) {
    if (!line.empty() && !line.starts_with('#')) recorded.emplace(line);
  }
  EXPECT_EQ(ours, recorded);
}

/// The scalers of a text beside a Deployment `worker` with two containers and a native sidecar.
class Scaled {
 public:
  explicit Scaled(const std::string& spec, std::string_view kind = "ScaledObject")
      : made_(fmt::format(R"(apiVersion: apps/v1
kind: Deployment
metadata: {{name: worker, namespace: n}}
spec:
  template:
    spec:
      initContainers: [{{name: sidecar, restartPolicy: Always, env: [{{name: A, value: side:1}}]}}]
      containers:
        - {{name: first, env: [{{name: A, value: redis:6379}}, {{name: B, value: 'redis.n:6379'}}]}}
        - {{name: second, env: [{{name: A, value: other:1}}]}}
---
apiVersion: keda.sh/v1alpha1
kind: {}
metadata: {{name: s, namespace: n}}
spec: {}
)",
                          kind, spec)),
        workloads_(workloads_of(made_.resources)),
        settings_(settings_of(workloads_, {})),
        scalers(scalers_of(made_.resources, workloads_, settings_.containers)),
        table_(endpoints_of({}, {}, {}, made_.sources, scalers)) {}

  /// The endpoints of its triggers, a line each.
  std::string endpoints() const {
    std::string all;
    for (const Endpoint& each : table_.endpoints) {
      EXPECT_EQ(each.scaler, scalers.at(0).resource);
      all += fmt::format("{}:{}{}{} {}", each.host, each.port.value_or(0),
                         each.database ? fmt::format("/{}", *each.database) : "",
                         each.product == Product::sentinel ? " sentinel" : "",
                         made_.written(each.host_at));
      if (each.port_written) all += fmt::format(" {}", made_.written(each.port_at));
      all += '\n';
    }
    return all;
  }

 private:
  Manifests made_;
  std::vector<Workload> workloads_;
  SettingsTable settings_;

 public:
  std::vector<Scaler> scalers;

 private:
  EndpointTable table_;
};

std::string triggers(std::string_view type, std::string_view metadata) {
  return fmt::format(
      "{{scaleTargetRef: {{name: worker}}, triggers: [{{type: {}, metadata: {{{}}}}}]}}", type,
      metadata);
}

TEST(Scalers, AnAddressNamesHostPortAndDatabase) {
  EXPECT_EQ(Scaled(triggers("redis", "address: 'a.n:6380', databaseIndex: '2'")).endpoints(),
            "a.n:6380/2 a.n 6380\n");
  EXPECT_EQ(Scaled(triggers("redis-sentinel", "addresses: 'a.n:1,b.n:2'")).endpoints(),
            "a.n:1 sentinel a.n 1\nb.n:2 sentinel b.n 2\n");
}

TEST(Scalers, EachHostHasAPortOfItsOwn) {
  EXPECT_EQ(Scaled(triggers("redis-cluster", "hosts: 'a, b', ports: '1, 2'")).endpoints(),
            "a:1 a 1\nb:2 b 2\n");
  EXPECT_EQ(Scaled(triggers("redis", "host: a, port: '7000'")).endpoints(), "a:7000 a 7000\n");
}

TEST(Scalers, OfVariablesOnlyShortNamesCount) {
  EXPECT_EQ(Scaled(triggers("redis", "addressFromEnv: A")).endpoints(), "redis:6379 redis 6379\n");
  EXPECT_EQ(Scaled(triggers("redis", "addressFromEnv: B")).endpoints(), "");
}

TEST(Scalers, OtherTriggersNameTheirServersInUrls) {
  EXPECT_EQ(
      Scaled(triggers("prometheus", "serverAddress: 'http://p.n:9090', query: up")).endpoints(),
      "p.n:9090 p.n 9090\n");
}

TEST(Scalers, OtherHostsAndUrlsOfRedisHaveNoEndpoints) {
  EXPECT_EQ(Scaled(triggers("rabbitmq", "host: a, port: '1'")).endpoints(), "");
  EXPECT_EQ(Scaled(triggers("redis", "address: 'redis://a.n:1'")).endpoints(), "");
}

TEST(Scalers, ReadTheFirstContainerOrTheNamedOne) {
  const Scaled first(triggers("redis", ""));
  ASSERT_TRUE(first.scalers.at(0).container);
  EXPECT_EQ(first.scalers[0].container->name, "first");
  const Scaled named("{scaleTargetRef: {name: worker, envSourceContainerName: second}}");
  ASSERT_TRUE(named.scalers.at(0).container);
  EXPECT_EQ(named.scalers[0].container->name, "second");
  EXPECT_FALSE(
      Scaled("{scaleTargetRef: {name: worker, kind: StatefulSet}}").scalers.at(0).workload);
}

TEST(Scalers, AScaledJobIsItsOwnWorkload) {
  const Scaled job(
      "{jobTargetRef: {template: {spec: {containers: [{name: c, env: [{name: X, value: r:1}]}]}}}, "
      "triggers: [{type: redis, metadata: {addressFromEnv: X}}]}",
      "ScaledJob");
  ASSERT_TRUE(job.scalers.at(0).workload);
  EXPECT_EQ(job.endpoints(), "r:1 r 1\n");
}

}  // namespace
}  // namespace fairlead::testing
