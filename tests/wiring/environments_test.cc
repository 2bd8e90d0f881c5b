// Worlds and environments: which units answer each other's names.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "run/run.h"

namespace fairlead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using FileTexts = std::map<std::string, std::string>;

/// "path rule message [environments]" of every finding of one rule.
std::vector<std::string> found(FileTexts files, std::string_view rule) {
  const MemoryFiles disk(std::move(files));
  const auto result = run(disk, {});
  EXPECT_TRUE(result);
  std::vector<std::string> all;
  if (!result) return all;
  for (const Finding& finding : result->report.findings) {
    if (finding.rule->id != rule) continue;
    all.push_back(fmt::format("{} {}", result->sources->name(finding.at.source),
                              fmt::join(finding.environments, ",")));
  }
  return all;
}

/// A Redis with its Service, and a worker that asks for another one.
std::string redis(std::string_view name) {
  return fmt::format(R"(apiVersion: apps/v1
kind: Deployment
metadata: {{name: {0}, namespace: shop}}
spec:
  selector: {{matchLabels: {{app: {0}}}}}
  template:
    metadata: {{labels: {{app: {0}}}}}
    spec: {{containers: [{{name: redis, image: "redis:7.2", ports: [{{containerPort: 6379}}]}}]}}
---
apiVersion: v1
kind: Service
metadata: {{name: {0}, namespace: shop}}
spec: {{selector: {{app: {0}}}, ports: [{{port: 6379}}]}}
)",
                     name);
}

std::string worker(std::string_view host, std::string_view image = "shop/worker:1") {
  return fmt::format(R"(apiVersion: apps/v1
kind: Deployment
metadata: {{name: worker, namespace: shop}}
spec:
  selector: {{matchLabels: {{app: worker}}}}
  template:
    metadata: {{labels: {{app: worker}}}}
    spec:
      containers:
      - name: worker
        image: {}
        env:
        - {{name: REDIS_URL, value: "redis://{}:6379/0"}}
)",
                     image, host);
}

constexpr std::string_view not_found = "endpoint/service-not-found";

TEST(Environments, OverlaysThatDefineOneWorkloadDifferentlyNeverAnswerEachOther) {
  const FileTexts files = {
      {"overlays/dev/kustomization.yaml", "resources: [worker.yaml, redis.yaml]\n"},
      {"overlays/dev/worker.yaml", worker("redis-dev", "shop/worker:dev")},
      {"overlays/dev/redis.yaml", redis("redis-dev")},
      {"overlays/prod/kustomization.yaml", "resources: [worker.yaml, redis.yaml]\n"},
      {"overlays/prod/worker.yaml", worker("redis-dev")},
      {"overlays/prod/redis.yaml", redis("redis-prod")},
  };
  EXPECT_THAT(found(files, not_found), ElementsAre("overlays/prod/worker.yaml "))
      << "prod's `redis-dev` is dev's";
}

TEST(Environments, PartsOfOneDeploymentDo) {
  const FileTexts files = {
      {"apps/worker/kustomization.yaml", "resources: [worker.yaml]\n"},
      {"apps/worker/worker.yaml", worker("redis-dev")},
      {"apps/redis/kustomization.yaml", "resources: [redis.yaml]\n"},
      {"apps/redis/redis.yaml", redis("redis-dev")},
  };
  EXPECT_THAT(found(files, not_found), IsEmpty());
}

TEST(Environments, WhatIsDefinedTwiceInTheSameWordsIsNoAlternative) {
  const FileTexts files = {
      {"a/worker.yaml", worker("redis-b")},
      {"a/redis.yaml", redis("redis-a")},
      {"b/redis.yaml", redis("redis-b")},
      {"b/worker.yaml", worker("redis-b")},
  };
  EXPECT_THAT(found(files, not_found), IsEmpty());
}

TEST(Environments, AFindingOfABaseNamesAllOverlaysThatUseIt) {
  const FileTexts files = {
      {"base/kustomization.yaml", "resources: [worker.yaml, redis.yaml]\n"},
      {"base/worker.yaml", worker("redsi")},
      {"base/redis.yaml", redis("redis")},
      {"overlays/dev/kustomization.yaml", "resources: [../../base]\n"},
      {"overlays/prod/kustomization.yaml", "resources: [../../base]\n"},
  };
  EXPECT_THAT(found(files, not_found), ElementsAre("base/worker.yaml overlays/dev,overlays/prod"));
}

TEST(Environments, AFindingInAnOverlaysOwnFileNeedsNoName) {
  const FileTexts files = {
      {"overlays/dev/kustomization.yaml", "resources: [worker.yaml, redis.yaml]\n"},
      {"overlays/dev/worker.yaml", worker("redsi")},
      {"overlays/dev/redis.yaml", redis("redis")},
  };
  EXPECT_THAT(found(files, not_found), ElementsAre("overlays/dev/worker.yaml "));
}

constexpr std::string_view host_name = "redis/sentinel-host-name";
constexpr const char* sentinel_conf =
    "sentinel monitor main redis-0.redis 6379 2\nsentinel down-after-milliseconds main 5000\n";

TEST(Worlds, AComposeFileElsewhereSaysNothingOfASentinelsVersion) {
  const std::string compose = "services: {cache: {image: \"redis:5\"}}\n";
  FileTexts files = {{"cluster/redis.yaml", redis("redis")}, {"prod/sentinel.conf", sentinel_conf}};
  EXPECT_THAT(found(files, host_name), ElementsAre("prod/sentinel.conf "));
  files["examples/docker-compose.yml"] = compose;
  EXPECT_THAT(found(files, host_name), ElementsAre("prod/sentinel.conf "));
  files["prod/docker-compose.yml"] = compose;
  EXPECT_THAT(found(files, host_name), IsEmpty()) << "it may be that server's";
}

TEST(Worlds, AComposeProjectIsSpokenForByTheFileThatSpeaksForItsDirectory) {
  const FileTexts files = {
      {"fairlead.yaml", "severities: {redis/eviction-on-queue: error}\n"},
      {"docker-compose.yml",
       "services:\n  cache: {image: 'redis:7.2', command: redis-server --maxmemory 1gb "
       "--maxmemory-policy allkeys-lru}\n"
       "  worker: {image: x, environment: {CELERY_BROKER_URL: 'redis://cache:6379/0'}}\n"},
  };
  const MemoryFiles disk(files);
  const auto result = run(disk, {});
  ASSERT_TRUE(result);
  ASSERT_EQ(result->report.findings.size(), 1u);
  EXPECT_EQ(result->report.findings[0].rule->id, "redis/eviction-on-queue");
  EXPECT_EQ(result->report.findings[0].severity, Severity::error);
}

}  // namespace
}  // namespace fairlead
