#include <fmt/format.h>
#include <gmock/gmock.h>

#include "run/run.h"

namespace fairlead::testing {
namespace {

using ::testing::IsEmpty;

/// What is found where a pod asks for a host of a namespace in which a Redis is in view.
std::vector<std::string> found(std::string_view host, std::string_view of_pod,
                               std::string_view kind = "Pod") {
  const std::string spec = fmt::format(
      "{{{}containers: [{{name: c, image: i, env: [{{name: REDIS_URL, value: "
      "'redis://{}:6379'}}]}}]}}",
      of_pod, host);
  const std::string pod = kind == "Pod"
                              ? spec
                              : fmt::format(
                                    "{{selector: {{matchLabels: {{a: b}}}}, template: {{metadata: "
                                    "{{labels: {{a: b}}}}, spec: {}}}}}",
                                    spec);
  const MemoryFiles files(
      {{"redis.yaml",
        "apiVersion: v1\nkind: Service\nmetadata: {name: redis, namespace: d}\n"
        "spec: {selector: {app: redis}, ports: [{port: 6379}]}\n---\n"
        "apiVersion: v1\nkind: Pod\nmetadata: {name: redis, namespace: d, labels: {app: redis}}\n"
        "spec: {containers: [{name: c, image: 'redis:7.2', ports: [{containerPort: 6379}]}]}\n"},
       {"pod.yaml",
        fmt::format("apiVersion: {}v1\nkind: {}\nmetadata: {{name: w, namespace: d}}\nspec: {}\n",
                    kind == "Pod" ? "" : "apps/", kind, pod)}});
  const auto result = run(files, {});
  std::vector<std::string> rules;
  if (!result) return {"no result"};
  for (const Finding& finding : result->report.findings) rules.emplace_back(finding.rule->id);
  return rules;
}

TEST(PodDns, ANameThatNothingHasIsFound) {
  EXPECT_THAT(found("cache", ""), ::testing::ElementsAre("endpoint/service-not-found"));
  EXPECT_THAT(found("w-x", "", "StatefulSet"),
              ::testing::ElementsAre("endpoint/service-not-found"));
}

TEST(PodDns, WhatThePodsHostsFileHasIsNoServicesName) {
  EXPECT_THAT(found("cache", "hostAliases: [{ip: 10.0.0.1, hostnames: [cache]}], "), IsEmpty());
  EXPECT_THAT(found("me", "hostname: me, "), IsEmpty());
  EXPECT_THAT(found("w", ""), IsEmpty());
  EXPECT_THAT(found("w-0", "", "StatefulSet"), IsEmpty());
}

TEST(PodDns, OtherServersMayKnowTheName) {
  EXPECT_THAT(
      found("cache",
            "dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.1], searches: [corp.test]}, "),
      IsEmpty());
  EXPECT_THAT(found("cache", "hostNetwork: true, "), IsEmpty());
  EXPECT_THAT(found("cache", "hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet, "),
              ::testing::ElementsAre("endpoint/service-not-found"));
}

}  // namespace
}  // namespace fairlead::testing
