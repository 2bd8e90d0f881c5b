// A chart's values files, each linted over values.yaml: what counts is what Helm would give.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view service =
    "apiVersion: v1\nkind: Service\nmetadata: {name: cache}\nspec: {ports: [{port: 6379}]}\n";

/// Where something is found in a chart with these values files, beside a Service `cache` that
/// offers 6379: "path:line text".
std::vector<std::string> found(const FileMap& values) {
  FileMap all = {{"fairlead.yaml", "namespace: app\n"},
                 {"cache.yaml", std::string(service)},
                 {"chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n"}};
  for (const auto& [name, text] : values) all["chart/" + name] = text;
  const MemoryFiles files(all);
  const auto result = run(files, {});
  std::vector<std::string> lines;
  for (const Finding& finding : result->report.findings)
    lines.push_back(fmt::format("{} {}", result->sources->name(finding.at.source),
                                result->sources->text(finding.at)));
  return lines;
}

TEST(ValuesUnits, AnEnvironmentsPortCountsWithTheHostBelowIt) {
  EXPECT_THAT(found({{"values.yaml", "redis: {host: cache, port: 6379}\n"},
                     {"values-dev.yaml", "replicas: 1\n"},
                     {"values-prod.yaml", "redis: {port: 6380}\n"}}),
              ElementsAre("chart/values-prod.yaml 6380"));
}

TEST(ValuesUnits, WhatEnvironmentsShareIsFoundOnce) {
  EXPECT_THAT(found({{"values.yaml", "redis: {host: cache, port: 6380}\n"},
                     {"values-dev.yaml", "replicas: 1\n"},
                     {"values-prod.yaml", "replicas: 2\n"}}),
              ElementsAre("chart/values.yaml 6380"));
}

TEST(ValuesUnits, WhatAnEnvironmentMendsIsStillFoundWithoutIt) {
  EXPECT_THAT(found({{"values.yaml", "redis: {host: cache, port: 6380}\n"},
                     {"values-prod.yaml", "redis: {port: 6379}\n"}}),
              ElementsAre("chart/values.yaml 6380"));
}

TEST(ValuesUnits, ANullTakesAway) {
  EXPECT_THAT(found({{"values.yaml", "redis: {host: cache, port: 6379}\n"},
                     {"values-prod.yaml", "redis: {host: ~, port: 6380}\n"}}),
              IsEmpty());
}

TEST(ValuesUnits, AFileWithoutOwnValuesIsReadAlone) {
  EXPECT_THAT(found({{"values-prod.yaml", "redis: {host: cache, port: 6380}\n"}}),
              ElementsAre("chart/values-prod.yaml 6380"));
}

}  // namespace
}  // namespace fairlead::testing
