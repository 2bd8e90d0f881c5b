// Charts that kustomizations ask for: what they make is linted like all else that is built.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

constexpr std::string_view worker =
    "apiVersion: v1\n"
    "kind: Pod\n"
    "metadata: {name: \"{{ .Release.Name }}\", namespace: \"{{ .Release.Namespace }}\"}\n"
    "spec:\n"
    "  containers:\n"
    "    - name: worker\n"
    "      image: worker:1\n"
    "      env:\n"
    "        - {name: REDIS_HOST, value: {{ .Values.redis.host | quote }}}\n"
    "        - {name: REDIS_PORT, value: {{ .Values.redis.port | quote }}}\n";

constexpr std::string_view redis =
    "apiVersion: v1\nkind: Service\nmetadata: {name: redis, namespace: jobs}\n"
    "spec: {selector: {app: redis}, ports: [{port: 6379}]}\n"
    "---\n"
    "apiVersion: v1\nkind: Pod\nmetadata: {name: redis, namespace: jobs, labels: {app: redis}}\n"
    "spec: {containers: [{name: redis, image: \"redis:7.2\", ports: [{containerPort: 6379}]}]}\n";

/// A chart of workers in `directory`, whose own values are right.
void add_chart(FileMap& files, const std::string& directory) {
  files[directory + "/Chart.yaml"] = "apiVersion: v2\nname: queue\nversion: 1.0.0\n";
  files[directory + "/values.yaml"] = "redis: {host: redis, port: 6379}\n";
  files[directory + "/templates/worker.yaml"] = worker;
}

FileMap tree(std::string_view kustomization) {
  FileMap files{{"over/redis.yaml", std::string(redis)},
                {"over/kustomization.yaml", fmt::format("resources: [redis.yaml]\n"
                                                        "helmCharts:\n{}",
                                                        kustomization)}};
  return files;
}

Result<RunResult> lint_files(const FileMap& files, std::vector<std::string> chart_path = {}) {
  RunOptions options;
  options.chart_path = std::move(chart_path);
  return run(MemoryFiles(files), options);
}

/// "what: reason" of all that was not checked.
std::vector<std::string> unchecked(const Result<RunResult>& result) {
  if (!result) return {result.error().message};
  std::vector<std::string> all;
  for (const NotChecked& each : result->report.summary.not_checked)
    all.push_back(fmt::format("{}: {}", each.what, each.reason));
  return all;
}

TEST(KustomizedCharts, WrongValueOfTheKustomizationIsFoundThere) {
  FileMap files = tree(
      "  - name: queue\n    releaseName: main\n    namespace: jobs\n"
      "    valuesInline: {redis: {port: 6380}}\n");
  add_chart(files, "over/charts/queue");
  const auto result = lint_files(files);
  EXPECT_THAT(found_places(result), ElementsAre("over/kustomization.yaml 6380"));
}

TEST(KustomizedCharts, WrongValueOfAFileIsFoundThere) {
  FileMap files = tree(
      "  - name: queue\n    releaseName: main\n    namespace: jobs\n"
      "    valuesFile: values.yaml\n    valuesInline: {redis: {port: 6379}}\n");
  files["over/values.yaml"] = "redis: {host: rediss}\n";
  add_chart(files, "over/charts/queue");
  EXPECT_THAT(found_places(lint_files(files)), ElementsAre("over/values.yaml rediss"));
}

TEST(KustomizedCharts, ChartThatIsFetchedIsCountedAndTheRestIsBuilt) {
  FileMap files = tree(
      "  - {name: other, repo: \"https://charts.example.com\", version: 1.0.0}\n"
      "  - name: queue\n    releaseName: main\n    namespace: jobs\n"
      "    valuesInline: {redis: {port: 6380}}\n");
  add_chart(files, "over/charts/queue");
  const auto result = lint_files(files);
  EXPECT_THAT(found_places(result), ElementsAre("over/kustomization.yaml 6380"));
  EXPECT_THAT(unchecked(result),
              Contains("`other`: the chart is neither in this repository nor on --chart-path: "
                       "of a Redis' chart that fairlead knows, names, ports and keys count"));
}

TEST(KustomizedCharts, ChartOfTheChartPathIsRendered) {
  FileMap files = tree(
      "  - name: queue\n    repo: https://charts.example.com\n    version: 1.0.0\n"
      "    releaseName: main\n    namespace: jobs\n    valuesInline: {redis: {port: 6380}}\n");
  files["vendored/.gitkeep"];
  add_chart(files, "vendored/queue");
  const auto result = lint_files(files, {"vendored"});
  EXPECT_THAT(found_places(result), ElementsAre("over/kustomization.yaml 6380"));
}

TEST(KustomizedCharts, ChartThatIsNowhereIsRefused) {
  const auto result = lint_files(tree("  - {name: queue, releaseName: main}\n"));
  EXPECT_THAT(found_places(result), ElementsAre("over/kustomization.yaml queue"));
}

TEST(KustomizedCharts, FileOfValuesThatIsMisspeltIsFoundWhereTheChartIsFetched) {
  FileMap files = tree(
      "  - {name: queue, repo: \"https://charts.example.com\", valuesFile: value.yaml,\n"
      "     additionalValuesFiles: [charts/queue/values.yaml, made-later.yaml]}\n");
  files["over/values.yaml"] = "a: b\n";
  EXPECT_THAT(found_places(lint_files(files)), ElementsAre("over/kustomization.yaml value.yaml"));
}

TEST(KustomizedCharts, DependencyThatIsMissingIsCounted) {
  FileMap files = tree("  - {name: queue, releaseName: main, namespace: jobs}\n");
  add_chart(files, "over/charts/queue");
  files["over/charts/queue/Chart.yaml"] +=
      "dependencies:\n"
      "  - {name: lib, version: 1.0.0, repository: \"https://charts.example.com\"}\n";
  EXPECT_THAT(unchecked(lint_files(files)),
              Contains("chart: not rendered: `lib`, which it depends on, is not in charts/"));
}

TEST(KustomizedCharts, TemplateThatFailsIsCounted) {
  FileMap files = tree("  - {name: queue, releaseName: main, namespace: jobs}\n");
  add_chart(files, "over/charts/queue");
  files["over/charts/queue/templates/other.yaml"] = "{{ required \"a host\" .Values.none }}\n";
  EXPECT_THAT(unchecked(lint_files(files)), Contains("chart: not rendered: needs `none`: a host"));
}

}  // namespace
}  // namespace fairlead::testing
