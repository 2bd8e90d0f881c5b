// What is reported of a project, by the paths that somebody gives.
#include "run/asked.h"

#include "support/harness.h"

namespace fairlead::testing {
namespace {

/// A pod without a namespace of its own that asks `host`.
std::string pod(std::string_view host, std::string_view space = "shop") {
  return fmt::format(
      "apiVersion: v1\nkind: Pod\nmetadata: {{name: of-{1}, namespace: {0}}}\nspec: {{containers: "
      "[{{name: "
      "p, image: p, env: [{{name: REDIS_URL, value: \"redis://{1}:6379\"}}]}}]}}\n",
      space, host);
}

const std::string redis =
    "apiVersion: v1\nkind: Service\nmetadata: {name: cache, namespace: shop}\n"
    "spec: {ports: [{port: 6379}], selector: {app: redis}}\n---\n"
    "apiVersion: v1\nkind: Pod\nmetadata: {name: redis, namespace: shop, labels: {app: redis}}\n"
    "spec: {containers: [{name: redis, image: \"redis:7.2\", ports: [{containerPort: 6379}]}]}\n";

const FileMap files = {{"redis/redis.yaml", redis},
                       {"app/kustomization.yaml", "resources: [web.yaml, api.yaml]\n"},
                       {"app/web.yaml", pod("cash")},
                       {"app/api.yaml", pod("localhost")},
                       {"over/kustomization.yaml", "resources: [../app]\n"},
                       {"other/bad.yaml", "apiVersion: v1\nkind: Pod\na: 1\na: 1\n"}};

/// "path rule" of what is reported at the paths, of what is read in all.
std::vector<std::string> found(std::vector<std::string> paths, const FileMap& all = files) {
  const MemoryFiles memory(all);
  RunOptions options;
  options.paths = std::move(paths);
  options.project = {""};
  const auto result = run(memory, options);
  if (!result) return {result.error().message};
  std::vector<std::string> said;
  for (const Finding& each : result->report.findings)
    said.push_back(fmt::format("{} {}", result->sources->name(each.at.source), each.rule->id));
  return said;
}

using Said = std::vector<std::string>;

TEST(AskedPaths, WhatLiesAtAPathIsReportedAndTheRestAnswers) {
  EXPECT_EQ(found({"app/web.yaml"}), (Said{"app/web.yaml endpoint/service-not-found"}));
  EXPECT_EQ(found({"app/api.yaml"}), (Said{"app/api.yaml endpoint/loopback-host"}));
  EXPECT_EQ(found({"other"}), (Said{"other/bad.yaml syntax/duplicate-key"}));
  EXPECT_EQ(found({"redis"}), Said{});
}

TEST(AskedPaths, WhatIsDeployedFromAPathIsReportedWhereverItLies) {
  const Said both = {"app/api.yaml endpoint/loopback-host",
                     "app/web.yaml endpoint/service-not-found"};
  EXPECT_EQ(found({"over"}), both);
  EXPECT_EQ(found({"over/kustomization.yaml"}), both);
  EXPECT_EQ(found({"app"}), both);
}

TEST(AskedPaths, APathIsReadWhatEverItsNameIs) {
  FileMap all = files;
  all["vendor/it.yaml"] = all["other/bad.yaml"];
  all["notes"] = all["other/bad.yaml"];
  EXPECT_EQ(found({"vendor"}, all), (Said{"vendor/it.yaml syntax/duplicate-key"}));
  EXPECT_EQ(found({"notes"}, all), (Said{"notes syntax/duplicate-key"}));
  EXPECT_EQ(found({"nowhere"}, all), (Said{"`nowhere` does not exist"}));
}

TEST(AskedPaths, TheSummaryIsOfWhatIsAskedFor) {
  const MemoryFiles memory(files);
  RunOptions options;
  options.paths = {"app/web.yaml"};
  options.project = {""};
  const auto result = run(memory, options);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->report.summary.files, 1u);
  EXPECT_EQ(result->report.summary.documents, 1u);
  EXPECT_EQ(result->report.summary.resources, 1u);
}

TEST(AskedPaths, AnIgnoreElsewhereIsNotCalledUnused) {
  FileMap all = files;
  all["app/api.yaml"] = "# fairlead: ignore[syntax/yaml] why\n" + pod("api.example.com");
  EXPECT_EQ(found({"over"}, all), (Said{"app/web.yaml endpoint/service-not-found"}));
  EXPECT_EQ(found({"app/api.yaml"}, all), (Said{"app/api.yaml suppression/unused"}));
}

TEST(AskedPaths, HoldsAndTouches) {
  const Asked asked(std::vector<std::string>{"a/b", "c"});
  EXPECT_TRUE(asked.holds("a/b"));
  EXPECT_TRUE(asked.holds("a/b/c"));
  EXPECT_TRUE(asked.holds("c/d"));
  for (const char* path : {"", "a", "a/bc", "a/b.yaml", "cd"})
    EXPECT_FALSE(asked.holds(path)) << path;
  EXPECT_TRUE(asked.touches("a"));
  EXPECT_TRUE(asked.touches(""));
  EXPECT_FALSE(asked.touches("b"));
  EXPECT_TRUE(Asked().holds("x"));
  EXPECT_TRUE(Asked(std::vector<std::string>{""}).holds("x"));
}

}  // namespace
}  // namespace fairlead::testing
