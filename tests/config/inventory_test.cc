// What an inventory of a cluster answers, and what it leaves to the files.
#include "support/harness.h"

namespace fairlead::testing {
namespace {

const std::string inventory =
    "version: \"1\"\ntaken: 2026-01-01T00:00:00Z\nservices:\n"
    "  - {name: redis, namespace: databases, type: ClusterIP, ports: [6379]}\nsecrets:\n"
    "  - {name: worker, namespace: jobs, keys: [TOKEN]}\n";

std::string pod(std::string_view env) {
  return fmt::format(
      "apiVersion: v1\nkind: Pod\nmetadata: {{name: worker, namespace: jobs}}\nspec:\n"
      "  containers:\n    - {{name: worker, image: worker, env: [{{name: A, {}}}]}}\n",
      env);
}
std::string url(std::string_view value) { return pod(fmt::format("value: \"{}\"", value)); }
std::string secret(std::string_view name, std::string_view key) {
  return pod(fmt::format("valueFrom: {{secretKeyRef: {{name: {}, key: {}}}}}", name, key));
}

std::vector<std::string> rules(FileMap files) {
  files.emplace("fairlead-inventory.yaml", inventory);
  const MemoryFiles memory(std::move(files));
  const auto result = run(memory, {});
  EXPECT_TRUE(result);
  std::vector<std::string> all;
  if (!result) return all;
  for (const Finding& finding : result->report.findings) all.emplace_back(finding.rule->id);
  return all;
}
using Rules = std::vector<std::string>;

TEST(Inventory, FindsWhatTheClusterHas) {
  EXPECT_EQ(rules({{"a.yaml", url("redis://redis.databases:6379/0")}}), Rules{});
  EXPECT_EQ(rules({{"a.yaml", secret("worker", "TOKEN")}}), Rules{});
}

TEST(Inventory, ClosesItsNamespaces) {
  EXPECT_EQ(rules({{"a.yaml", url("redis://rediss.databases:6379/0")}}),
            Rules{"endpoint/service-not-found"});
  EXPECT_EQ(rules({{"a.yaml", url("redis://redis.databases:6380/0")}}),
            Rules{"endpoint/port-not-offered"});
  EXPECT_EQ(rules({{"a.yaml", secret("worker", "TOKN")}}), Rules{"env/secret-key-missing"});
  EXPECT_EQ(rules({{"a.yaml", secret("other", "TOKEN")}}), Rules{"env/secret-missing"});
}

TEST(Inventory, SaysNothingOfOtherNamespaces) {
  EXPECT_EQ(rules({{"a.yaml", url("redis://redis.caches:6379/0")}}), Rules{});
  std::string elsewhere = secret("other", "TOKEN");
  elsewhere.replace(elsewhere.find("jobs"), 4, "mail");
  EXPECT_EQ(rules({{"a.yaml", elsewhere}}), Rules{});
}

TEST(Inventory, WhatIsNotRenderedMayMakeIt) {
  const std::string release =
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: x, namespace: "
      "databases}\nspec: {chart: {spec: {chart: some, sourceRef: {kind: HelmRepository, name: "
      "r}}}}\n";
  EXPECT_EQ(rules({{"a.yaml", url("redis://rediss.databases:6379/0")}, {"r.yaml", release}}),
            Rules{});
}

TEST(Inventory, FilesGoBeforeIt) {
  const std::string made =
      "apiVersion: v1\nkind: Secret\nmetadata: {name: worker, namespace: jobs}\n"
      "stringData: {KEY: $(x)}\n";
  EXPECT_EQ(rules({{"a.yaml", secret("worker", "TOKEN")}, {"s.yaml", made}}),
            Rules{"env/secret-key-missing"});
}

TEST(Inventory, APartClosesNothing) {
  EXPECT_EQ(rules({{"a.yaml", secret("other", "TOKEN")},
                   {"fairlead-inventory.yaml", inventory + "complete: false\n"}}),
            Rules{});
}

TEST(Inventory, BesideAProjectsConfigurationItIsTheProjects) {
  EXPECT_EQ(rules({{"app/a.yaml", secret("worker", "OTHER")},
                   {"app/fairlead.yaml", "{}\n"},
                   {"app/fairlead-inventory.yaml",
                    "version: \"1\"\ntaken: x\nsecrets: [{name: worker, namespace: jobs, keys: "
                    "[OTHER]}]\n"}}),
            Rules{});
}

TEST(Inventory, AWrongOneEndsTheRun) {
  for (const std::string_view text :
       {"services: []\n", "version: \"2\"\ntaken: x\n", "- a\n",
        "version: \"1\"\nservices: [{name: a, port: [1]}]\n",
        "version: \"1\"\nservices: [{name: a, ports: [0]}]\n", "a: ["}) {
    const MemoryFiles memory(FileMap{{"fairlead-inventory.yaml", std::string(text)}});
    const auto result = run(memory, {});
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().kind, ErrorKind::usage);
    EXPECT_TRUE(result.error().message.starts_with("fairlead-inventory.yaml:")) << text;
  }
}

}  // namespace
}  // namespace fairlead::testing
