// What a run could not decide, and the reason that it gives.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "run/run.h"
#include "support/chart_templates.h"

namespace fairlead {
namespace {

/// "what: reason" of all that was not checked, a line each.
std::string not_checked(std::map<std::string, std::string> files) {
  const auto result = run(MemoryFiles(std::move(files)), {});
  if (!result) return result.error().message;
  std::string text;
  for (const NotChecked& each : result->report.summary.not_checked)
    text += fmt::format("{}: {}\n", each.what, each.reason);
  for (const Finding& finding : result->report.findings)
    text += fmt::format("found {}: {}\n", finding.rule->id, finding.message);
  return text;
}

TEST(NotChecked, ANetworkThatOthersShare) {
  EXPECT_EQ(
      not_checked({{"compose.yaml",
                    "services:\n"
                    "  redis: {image: \"redis:7\", network_mode: host}\n"
                    "  worker:\n"
                    "    image: w\n"
                    "    network_mode: host\n"
                    "    environment: {CELERY_BROKER_URL: \"redis://localhost:6379/0\"}\n"}}),
      "host `localhost`: with its `network_mode` the container is not alone on its network\n");
  EXPECT_EQ(
      not_checked({{"pod.yaml",
                    "apiVersion: v1\nkind: Pod\nmetadata: {name: w, namespace: jobs}\n"
                    "spec:\n"
                    "  hostNetwork: true\n"
                    "  containers:\n"
                    "    - name: w\n"
                    "      image: w\n"
                    "      env: [{name: REDIS_URL, value: \"redis://localhost:6379/0\"}]\n"}}),
      "host `localhost`: the pod is on its node's network, where anything may listen\n");
}

TEST(NotChecked, NamesWithDotsOnAProjectsNetwork) {
  const std::string text =
      "services:\n"
      "  cache:\n"
      "    image: redis:7\n"
      "    command: redis-server --requirepass x\n"
      "    networks: {back: {aliases: [redis.local]}}\n"
      "  worker:\n"
      "    image: w\n"
      "    networks: [back]\n"
      "    environment: {REDIS_URL: \"redis://:x@HOST/0\"}\n"
      "networks: {back: {}}\n";
  const auto with = [&](std::string_view host) {
    std::string filled = text;
    filled.replace(filled.find("HOST"), 4, host);
    return not_checked({{"compose.yaml", filled}});
  };
  EXPECT_EQ(with("redis.local:6379"), "");
  EXPECT_EQ(with("redis.other:6379"),
            "host `redis.other`: no service of the project is called so\n");
  EXPECT_EQ(with("redis.local:6380"),
            "found endpoint/port-not-offered: Service `redis.local` offers 6379 (Redis data), not "
            "6380, so nothing answers there\n");
}

TEST(NotChecked, APortThatTheServiceDoesNotListAndHasAllTheSame) {
  const auto with = [](std::string_view service, std::string_view port) {
    return not_checked(
        {{"a.yaml",
          fmt::format("apiVersion: v1\nkind: Service\nmetadata: {{name: cache, namespace: n}}\n"
                      "spec: {}\n"
                      "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: w, namespace: n}}\n"
                      "spec: {{containers: [{{name: w, image: w, env: [{{name: REDIS_URL, "
                      "value: \"redis://cache:{}\"}}]}}]}}\n",
                      service, port)}});
  };
  const std::string_view external = "{type: ExternalName, externalName: r.example.com}";
  EXPECT_EQ(with(external, "6380"),
            "port of `cache`: an ExternalName leads to whatever listens at another host\n");
  const std::string_view headless = "{clusterIP: None, selector: {app: r}, ports: [{port: 6379}]}";
  EXPECT_THAT(with(headless, "6380"),
              ::testing::HasSubstr(
                  "port of `cache`: a headless Service leads to whatever its pods listen on\n"));
  EXPECT_THAT(with(headless, "6379"), ::testing::Not(::testing::HasSubstr("port of")));
}

TEST(NotChecked, ATemplateBesideManifestsMayDefineWhatTheyName) {
  const std::string worker =
      "apiVersion: v1\nkind: Service\nmetadata: {name: cache, namespace: n}\n"
      "spec: {selector: {app: cache}, ports: [{port: 6379}]}\n"
      "---\napiVersion: v1\nkind: Pod\nmetadata: {name: cache, namespace: n, labels: {app: "
      "cache}}\n"
      "spec: {containers: [{name: c, image: \"redis:7\", ports: [{containerPort: 6379}]}]}\n"
      "---\napiVersion: v1\nkind: Pod\nmetadata: {name: w, namespace: n}\n"
      "spec: {containers: [{name: w, image: w, env: [{name: REDIS_URL, value: "
      "\"redis://redis\"}]}]}\n";
  EXPECT_THAT(not_checked({{"k8s/a.yaml", worker}}),
              ::testing::HasSubstr("found endpoint/service-not-found"));
  EXPECT_EQ(not_checked({{"k8s/a.yaml", worker}, {"k8s/redis.yaml.j2", "kind: {{ kind }}\n"}}),
            "host `redis`: something that is not rendered here may create it\n"
            ": a template that nothing renders\n");
}

TEST(NotChecked, AUrlOfASchemeThatNobodyKnows) {
  EXPECT_EQ(
      not_checked({{"compose.yaml",
                    "services: {w: {image: w, environment: {REDIS_URL: \"tcp://r:6379\"}}}\n"}}),
      "`REDIS_URL`: its URL's scheme is of no client that is known here\n");
}

TEST(NotChecked, AComposeFileThatCannotBeRead) {
  EXPECT_THAT(not_checked({{"compose.yaml", "services:\n  a: {image: a\n"}}),
              ::testing::HasSubstr("found syntax/yaml"));
}

TEST(NotChecked, WhatChartsMayMake) {
  EXPECT_EQ(not_checked({{"chart/Chart.yaml",
                          "apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n"
                          "  - {name: redis, version: 1.0.0, alias: queue,\n"
                          "     repository: \"https://charts.bitnami.com/bitnami\"}\n"},
                         {"chart/Chart.lock", "dependencies: []\n"},
                         {"chart/templates/web.yaml", std::string(testing::env_of_values)},
                         {"chart/values.yaml",
                          "queue: {architecture: standalone}\n"
                          "env: {REDIS_HOST: shop-queue-master, REDIS_PORT: 6379}\n"}}),
            "chart `redis`: what its objects are called, or its version, is not known\n"
            "host `shop-queue-master`: something that is not rendered here may create it\n");
  EXPECT_EQ(
      not_checked({{"kustomization.yaml",
                    "helmCharts:\n"
                    "  - {name: redis, repo: \"oci://registry-1.docker.io/bitnamicharts\",\n"
                    "     version: 22.0.7, releaseName: q}\n"}}),
      "`redis`: the chart is neither in this repository nor on --chart-path: of a Redis' chart "
      "that fairlead knows, names, ports and keys count\n");
}

TEST(NotChecked, ButAnAclFileThatAComposeServiceMounts) {
  const std::string compose =
      "services:\n"
      "  redis:\n"
      "    image: redis:7.2\n"
      "    command: redis-server --aclfile /users.acl\n"
      "    volumes: [\"./users.acl:/users.acl:ro\"]\n";
  EXPECT_EQ(not_checked({{"compose.yaml", compose}, {"users.acl", "user default off\n"}}), "");
  EXPECT_EQ(
      not_checked({{"compose.yaml", compose}}),
      "ACL file `/users.acl`: what the container has there is not in view\n"
      "found compose/mount-missing: service `redis` mounts `users.acl` as a file, and there is "
      "no such file\n");
}

}  // namespace
}  // namespace fairlead
