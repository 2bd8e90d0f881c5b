// `charts:` of a fairlead.yaml: how a chart is installed, in place of what its files suggest.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/chart_templates.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view chart_yaml = "apiVersion: v2\nname: web\nversion: 1.0.0\n";

/// What is found with this fairlead.yaml, "path bytes (sets)"; or why it is refused.
std::vector<std::string> found(std::string_view config, FileMap more = {}) {
  FileMap all = {{"fairlead.yaml", std::string(config)},
                 {"chart/Chart.yaml", std::string(chart_yaml)},
                 {"chart/templates/worker.yaml", std::string(sentinel_client)},
                 {"chart/values.yaml", "sentinel: {host: my-sentinel, port: 6379}\n"},
                 {"chart/values-prod.yaml", "sentinel: {port: 26379}\n"}};
  all.merge(more);
  const MemoryFiles files(all);
  const auto result = run(files, {});
  if (!result) return {result.error().message};
  std::vector<std::string> lines;
  for (const Finding& finding : result->report.findings)
    lines.push_back(fmt::format("{} {} ({})", result->sources->name(finding.at.source),
                                result->sources->text(finding.at),
                                fmt::join(finding.environments, ", ")));
  return lines;
}

TEST(DeclaredCharts, ReplaceWhatTheFilesSuggest) {
  EXPECT_THAT(found("charts: [{path: chart, values: [chart/values-prod.yaml]}]\n"), IsEmpty());
}

TEST(DeclaredCharts, GiveFilesFromElsewhereInTheirOrder) {
  EXPECT_THAT(found("charts: [{path: chart, values: [chart/values-prod.yaml, env/live.yaml]}]\n",
                    {{"env/live.yaml", "sentinel: {port: 6379}\n"}}),
              ElementsAre("env/live.yaml 6379 ()"));
}

TEST(DeclaredCharts, GiveSingleValuesAsSetDoes) {
  EXPECT_THAT(found("charts: [{path: chart, release: live, values: [chart/values-prod.yaml],\n"
                    "          set: {sentinel.port: 6379}}]\n"),
              ElementsAre("fairlead.yaml 6379 (release live)"));
}

TEST(DeclaredCharts, NameTheReleaseAndTheCluster) {
  const std::string_view named =
      "{{ if and (eq .Release.Name \"live\") (eq .Release.Namespace \"jobs\") (eq "
      ".Capabilities.KubeVersion.Minor \"31\") (.Capabilities.APIVersions.Has \"acme.io/v1\") }}\n"
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: seen, name: twice}\n{{ end }}\n";
  const FileMap more = {{"chart/templates/seen.yaml", std::string(named)}};
  EXPECT_THAT(found("charts: [{path: chart, values: [chart/values-prod.yaml]}]\n", more),
              IsEmpty());
  EXPECT_THAT(found("charts: [{path: chart, values: [chart/values-prod.yaml], release: live,\n"
                    "  namespace: jobs, kube-version: v1.31.0, api-versions: [acme.io/v1]}]\n",
                    more),
              ElementsAre("chart/templates/seen.yaml name (release live)"));
}

TEST(DeclaredCharts, WhatIsNotThereIsAnErrorWithItsPlace) {
  EXPECT_THAT(found("charts:\n  - path: charts\n"),
              ElementsAre("fairlead.yaml:2:11: `charts` is not a chart: there is no file "
                          "`charts/Chart.yaml`; paths are relative to this fairlead.yaml"));
  EXPECT_THAT(found("charts:\n  - path: chart\n    values: [prod.yaml]\n"),
              ElementsAre(HasSubstr("fairlead.yaml:3:14: `prod.yaml` is not a values file")));
  EXPECT_THAT(found("charts: [{path: ../chart}]\n"), ElementsAre(HasSubstr("is outside of")));
}

}  // namespace
}  // namespace fairlead::testing
