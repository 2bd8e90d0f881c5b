// A chart's values files, each linted over values.yaml: what counts is what Helm would give.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/chart_templates.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A run over a chart with these values files.
Result<RunResult> linted(const FileMap& values) {
  FileMap all = {{"fairlead.yaml", "exclude: []\n"},
                 {"chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n"},
                 {"chart/templates/worker.yaml", std::string(sentinel_client)}};
  for (const auto& [name, text] : values) all["chart/" + name] = text;
  return run(MemoryFiles(all), {});
}

/// What is found, "path bytes": a Sentinel's client that connects to 6379 is.
std::vector<std::string> found(const FileMap& values) { return found_places(linted(values)); }

TEST(ValuesUnits, AnEnvironmentsPortCountsWithTheHostBelowIt) {
  EXPECT_THAT(found({{"values.yaml", "sentinel: {host: my-sentinel, port: 26379}\n"},
                     {"values-dev.yaml", "replicas: 1\n"},
                     {"values-prod.yaml", "sentinel: {port: 6379}\n"}}),
              ElementsAre("chart/values-prod.yaml 6379"));
}

TEST(ValuesUnits, WhatWasOverriddenIsALabel) {
  const MemoryFiles files({{"chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n"},
                           {"chart/templates/worker.yaml", std::string(sentinel_client)},
                           {"chart/values.yaml", "sentinel: {host: my-sentinel, port: 26379}\n"},
                           {"chart/values-prod.yaml", "sentinel: {port: 6379}\n"}});
  const auto result = run(files, {});
  ASSERT_TRUE(result && result->report.findings.size() == 1);
  const Finding& finding = result->report.findings.front();
  std::vector<std::string> labels;
  for (const Label& label : finding.labels) {
    EXPECT_FALSE(label.provenance) << "nothing came from there";
    labels.push_back(fmt::format("{} {} {}", result->sources->name(label.at.source),
                                 result->sources->text(label.at), label.text));
  }
  EXPECT_THAT(labels, ::testing::Contains("chart/values.yaml 26379 is overridden"));
  EXPECT_EQ(finding.path, "spec.template.spec.containers[0].env[1].value");
}

TEST(ValuesUnits, WhatEnvironmentsShareIsFoundOnce) {
  EXPECT_THAT(found({{"values.yaml", "sentinel: {host: my-sentinel, port: 6379}\n"},
                     {"values-dev.yaml", "replicas: 1\n"},
                     {"values-prod.yaml", "replicas: 2\n"}}),
              ElementsAre("chart/values.yaml 6379"));
}

TEST(ValuesUnits, WhatAnEnvironmentMendsIsStillFoundWithoutIt) {
  EXPECT_THAT(found({{"values.yaml", "sentinel: {host: my-sentinel, port: 6379}\n"},
                     {"values-prod.yaml", "sentinel: {port: 26379}\n"}}),
              ElementsAre("chart/values.yaml 6379"));
}

TEST(ValuesUnits, ANullTakesAway) {
  EXPECT_THAT(found({{"values.yaml", "sentinel: {host: my-sentinel, port: 26379}\n"},
                     {"values-prod.yaml", "sentinel: {host: ~, port: 6379}\n"}}),
              IsEmpty());
}

TEST(ValuesUnits, AFileWithoutOwnValuesIsReadAlone) {
  EXPECT_THAT(found({{"values-prod.yaml", "sentinel: {host: my-sentinel, port: 6379}\n"}}),
              ElementsAre("chart/values-prod.yaml 6379"));
}

TEST(ValuesUnits, AFileOfCiIsASet) {
  EXPECT_THAT(found({{"values.yaml", "sentinel: {host: my-sentinel, port: 26379}\n"},
                     {"ci/small-values.yaml", "sentinel: {port: 6379}\n"},
                     {"ci/notes.yaml", "sentinel: {port: 6379}\n"}}),
              ElementsAre("chart/ci/small-values.yaml 6379"));
}

/// The gaps of a chart with these files, "path reason".
std::vector<std::string> left_of(const FileMap& values) {
  const auto result = linted(values);
  if (!result) return {result.error().message};
  std::vector<std::string> lines;
  for (const Gap& gap : result->report.summary.not_checked)
    lines.push_back(gap.path + " " + gap.reason);
  return lines;
}

TEST(ValuesUnits, AFileForAnotherChartIsLeftAside) {
  const FileMap redis = {
      {"values.yaml", "sentinel: {host: my-sentinel, port: 26379}\n"},
      {"redis-values.yaml", "architecture: standalone\nauth: {}\nsentinel: {port: 6379}\n"}};
  EXPECT_THAT(found(redis), IsEmpty());
  EXPECT_THAT(
      left_of(redis),
      Contains("chart/redis-values.yaml only 1 of its 3 keys are this chart's, so it is not "
               "given to it"));
}

TEST(ValuesUnits, WhatATemplateReadsIsTheChartsKey) {
  EXPECT_THAT(found({{"values-prod.yaml", "sentinel: {host: my-sentinel, port: 6379}\na: 1\n"}}),
              ElementsAre("chart/values-prod.yaml 6379"));
}

TEST(ValuesUnits, MoreSetsThanTheLimitAreSaid) {
  FileMap many = {{"values.yaml", "sentinel: {host: my-sentinel, port: 26379}\n"}};
  for (int i = 0; i < 21; ++i) many[fmt::format("ci/{:02}-values.yaml", i)] = "sentinel: {}\n";
  EXPECT_THAT(left_of(many),
              Contains("chart/ci/20-values.yaml more than 20 values files of one chart"));
}

TEST(ValuesUnits, AFindingNamesTheSetsThatItIsTrueOf) {
  const MemoryFiles files({{"chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n"},
                           {"chart/templates/worker.yaml", std::string(sentinel_client)},
                           {"chart/values.yaml", "sentinel: {host: my-sentinel, port: 6379}\n"},
                           {"chart/values-dev.yaml", "sentinel: {port: 26379}\n"},
                           {"chart/values-prod.yaml", "sentinel: {}\n"}});
  const auto result = run(files, {});
  ASSERT_TRUE(result && result->report.findings.size() == 1);
  EXPECT_THAT(result->report.findings.front().environments,
              ElementsAre("chart/values-prod.yaml", "chart/values.yaml"));
}

// What a patch merges into an object's values lies in texts of the kustomization's own.
TEST(ValuesUnits, APatchedReleasesValuesAreThoseOfThePatch) {
  const char* release =
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n"
      "metadata: {name: web, namespace: jobs}\nspec:\n  chart:\n    spec:\n      chart: ./chart\n"
      "      sourceRef: {kind: GitRepository, name: flux-system}\n  values:\n    sentinel:\n"
      "      host: my-sentinel\n      port: 26379\n";
  const char* patch =
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n"
      "metadata: {name: web, namespace: jobs}\nspec:\n  values:\n    sentinel:\n      port: 6379\n";
  const auto result =
      run(MemoryFiles(
              {{"fairlead.yaml", "exclude: []\n"},
               {"chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n"},
               {"chart/templates/worker.yaml", std::string(sentinel_client)},
               {"chart/values.yaml", "sentinel: {host: my-sentinel, port: 26379}\n"},
               {"apps/kustomization.yaml", "resources: [web.yaml]\npatches: [{path: p.yaml}]\n"},
               {"apps/web.yaml", release},
               {"apps/p.yaml", patch}}),
          {});
  EXPECT_THAT(found_places(result), ElementsAre("apps/p.yaml 6379"));
}

}  // namespace
}  // namespace fairlead::testing
