// A chart's values files, each linted over values.yaml: what counts is what Helm would give.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/chart_templates.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// What is found in a chart with these values files, "path bytes": a Sentinel's client that
/// connects to 6379 is.
std::vector<std::string> found(const FileMap& values) {
  FileMap all = {{"fairlead.yaml", "exclude: []\n"},
                 {"chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n"},
                 {"chart/templates/worker.yaml", std::string(sentinel_client)}};
  for (const auto& [name, text] : values) all["chart/" + name] = text;
  const MemoryFiles files(all);
  const auto result = run(files, {});
  if (!result) return {result.error().message};
  std::vector<std::string> lines;
  for (const Finding& finding : result->report.findings)
    lines.push_back(fmt::format("{} {}", result->sources->name(finding.at.source),
                                result->sources->text(finding.at)));
  return lines;
}

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

}  // namespace
}  // namespace fairlead::testing
