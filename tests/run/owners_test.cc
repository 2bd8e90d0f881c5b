// Which units a change belongs to.
#include "support/harness.h"

namespace fairlead::testing {
namespace {

const std::string pod =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: q}\nspec:\n  containers:\n"
    "    - {name: p, image: p, env: [{name: REDIS_URL, value: \"redis://localhost:6379\"}]}\n";

/// A base with two overlays, a chart, a directory of manifests and one of Redis configuration.
const FileMap files = {
    {"app/base/kustomization.yaml", "resources: [pod.yaml, gone.yaml]\n"},
    {"app/base/pod.yaml", pod},
    {"app/dev/kustomization.yaml",
     "resources: [../base]\nconfigMapGenerator: [{name: c, files: [app.ini]}]\n"},
    {"app/dev/app.ini", "a\n"},
    {"app/prod/kustomization.yaml", "resources: [../base]\n"},
    {"chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.0.0\n"},
    {"chart/values.yaml", "redis: {host: localhost, port: 26379}\n"},
    {"plain/pod.yaml", pod},
    {"redis/redis.conf", "maxmemory 256Mi\n"}};

/// How many units are linted where `changed` has changed.
std::size_t linted(std::set<std::string> changed, const FileMap& all = files) {
  const MemoryFiles memory(all);
  RunOptions options;
  options.changed = std::move(changed);
  const auto result = run(memory, options);
  EXPECT_TRUE(result);
  return result ? result->report.summary.units : 0;
}

TEST(Owners, NothingChanged) { EXPECT_EQ(linted({}), 0u); }

TEST(Owners, ABaseBelongsToItsOverlays) {
  EXPECT_EQ(linted({"app/base/pod.yaml"}), 2u);
  EXPECT_EQ(linted({"app/base/kustomization.yaml"}), 2u);
}

TEST(Owners, AnOverlayStandsAlone) {
  EXPECT_EQ(linted({"app/dev/kustomization.yaml"}), 1u);
  EXPECT_EQ(linted({"app/dev/app.ini"}), 1u);
}

TEST(Owners, WhatIsDeletedWasNamedOrLayThere) {
  EXPECT_EQ(linted({"app/base/gone.yaml"}), 2u);
  EXPECT_EQ(linted({"plain/gone.yaml"}), 1u);
  EXPECT_EQ(linted({"plain/below/gone.yaml"}), 0u);
  EXPECT_EQ(linted({"app/dev/gone.yaml"}), 1u);
}

TEST(Owners, AChartIsOneWithItsTemplates) {
  EXPECT_EQ(linted({"chart/templates/deployment.yaml"}), 1u);
  EXPECT_EQ(linted({"chart/values.yaml"}), 1u);
  EXPECT_EQ(linted({"charts/values.yaml"}), 0u);
}

TEST(Owners, AServersConfiguration) { EXPECT_EQ(linted({"redis/redis.conf"}), 1u); }

TEST(Owners, AConfigurationSpeaksForAllBelow) {
  FileMap more = files;
  more["app/fairlead.yaml"] = "severities: {}\n";
  EXPECT_EQ(linted({"app/fairlead.yaml"}, more), 2u);
  EXPECT_EQ(linted({"app/fairlead.yaml"}), 2u);  // deleted
  EXPECT_EQ(linted({"fairlead.yaml"}), 5u);
}

TEST(Owners, AnApplicationIsDeployedFromItsDirectory) {
  FileMap more = files;
  more["apps/argo.yaml"] =
      "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a, namespace: "
      "argocd}\nspec: {sources: [{path: ./chart}]}\n";
  more["flux/app.yaml"] =
      "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a, "
      "namespace: flux-system}\nspec: {path: ./app/prod}\n";
  more["flux/release.yaml"] =
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: r, namespace: "
      "q}\nspec: {chart: {spec: {chart: redis}}}\n";
  EXPECT_EQ(linted({"chart/templates/x.yaml"}, more), 2u);
  EXPECT_EQ(linted({"app/prod/kustomization.yaml"}, more), 2u);
  EXPECT_EQ(linted({"app/dev/kustomization.yaml"}, more), 1u);
  EXPECT_EQ(linted({"redis/redis.conf"}, more), 1u);
}

TEST(Owners, FindingsAreThoseOfAFullRun) {
  const MemoryFiles memory(files);
  const auto whole = run(memory, {});
  RunOptions options;
  options.changed = {"plain/pod.yaml"};
  const auto part = run(memory, options);
  ASSERT_TRUE(whole && part);
  std::vector<Expectation> expected = observed(*whole);
  std::erase_if(expected, [](const Expectation& e) { return !e.path.starts_with("plain/"); });
  EXPECT_FALSE(expected.empty());
  EXPECT_EQ(difference(expected, observed(*part)), "");
}

}  // namespace
}  // namespace fairlead::testing
