// What a run knows of the other ends of connections, and what it could not follow.
#include "report/coverage.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "run/run.h"

namespace fairlead {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using FileMap = std::map<std::string, std::string>;

RunResult linted(FileMap all) {
  const MemoryFiles files(std::move(all));
  auto result = run(files, {});
  EXPECT_TRUE(result) << result.error().message;
  return std::move(*result);
}

/// "variable host:port end service: reason".
std::vector<std::string> connections(FileMap files) {
  const RunResult result = linted(std::move(files));
  std::vector<std::string> all;
  for (const ConnectionRow& row : result.report.summary.connections) {
    all.push_back(fmt::format("{} {}:{} {} {}/{}: {}", row.variable, row.host, row.port.value_or(0),
                              far_end_name(row.end), row.namespace_name, row.service, row.reason));
  }
  return all;
}

/// "what: reason" of a kind.
std::vector<std::string> gaps(FileMap files, GapKind kind) {
  const RunResult result = linted(std::move(files));
  std::vector<std::string> all;
  for (const NotChecked& each : result.report.summary.not_checked) {
    if (each.kind == kind) all.push_back(fmt::format("{}: {}", each.what, each.reason));
  }
  return all;
}

std::string pod(std::string_view variables) {
  return fmt::format(
      "apiVersion: v1\nkind: Pod\nmetadata: {{name: w, namespace: n}}\n"
      "spec: {{containers: [{{name: c, image: i, env: [{}]}}]}}\n",
      variables);
}

constexpr const char* redis =
    "apiVersion: v1\nkind: Service\nmetadata: {name: cache, namespace: n}\n"
    "spec: {selector: {app: r}, ports: [{port: 6379}]}\n---\n"
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: r, namespace: n}\n"
    "spec: {selector: {matchLabels: {app: r}}, template: {metadata: {labels: {app: r}},\n"
    "  spec: {containers: [{name: r, image: 'redis:7.2'}]}}}\n";

TEST(ConnectionTable, HasEachEnd) {
  EXPECT_THAT(
      connections({{"a/redis.yaml", redis},
                   {"a/w.yaml", pod("{name: A_URL, value: 'redis://cache:6379'},"
                                    "{name: B_URL, value: 'redis://cash:6379'},"
                                    "{name: C_URL, value: 'redis://cache:6380'},"
                                    "{name: D_URL, value: 'http://api:80'},"
                                    "{name: E_URL, value: 'https://api.example.com/x'},"
                                    "{name: F_URL, value: 'redis://localhost:6379'}")}}),
      ElementsAre("A_URL cache:6379 found n/cache: ",
                  "B_URL cash:6379 missing n/cash: no Service has this name",
                  "C_URL cache:6380 missing n/cache: the Service does not offer this port",
                  "D_URL api:80 unknown n/api: nothing says that all Services of that namespace "
                  "are in view",
                  "E_URL api.example.com:443 outside /: it is none of what the files deploy",
                  "F_URL localhost:6379 missing /: nothing answers there"));
}

TEST(ConnectionTable, ARowForAllUnitsThatSayTheSame) {
  const RunResult result = linted({{"base/kustomization.yaml", "resources: [w.yaml]\n"},
                                   {"base/w.yaml", pod("{name: A_URL, value: 'http://api:80'}")},
                                   {"x/kustomization.yaml", "resources: [../base]\n"},
                                   {"y/kustomization.yaml", "resources: [../base]\n"}});
  ASSERT_EQ(result.report.summary.connections.size(), 1u);
  EXPECT_THAT(result.report.summary.connections[0].units, ElementsAre("x", "y"));
}

TEST(ConnectionTable, ShowsNoCredential) {
  for (const std::string_view url :
       {"redis://user:hunter2/hunter2@cache:6379/0", "redis://hunter2@cache:6379",
        "redis://:hunter2@hunter2:6379"}) {
    const RunResult result =
        linted({{"w.yaml", pod(fmt::format("{{name: REDIS_URL, value: '{}'}},"
                                           "{{name: REDIS_PASSWORD, value: hunter2}}",
                                           url))}});
    for (const std::string_view format : {"text", "json", "jsonl", "sarif", "junit", "github"}) {
      Report report = result.report;
      report.show_unknown = true;
      report.findings.clear();
      fmt::memory_buffer out;
      find_format(format)->write(report, out);
      EXPECT_THAT(fmt::to_string(out), ::testing::Not(HasSubstr("hunter2"))) << url << format;
    }
  }
}

TEST(References, AreCountedOnceAPlace) {
  const FileMap files = {
      {"base/kustomization.yaml", "resources: [w.yaml, s.yaml]\n"},
      {"base/w.yaml", pod("{name: A, valueFrom: {secretKeyRef: {name: s, key: a}}},"
                          "{name: B, valueFrom: {secretKeyRef: {name: s, key: b}}},"
                          "{name: C, valueFrom: {secretKeyRef: {name: elsewhere, key: c}}}")},
      {"base/s.yaml",
       "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: n}\nstringData: {a: x}\n"},
      {"x/kustomization.yaml", "resources: [../base]\n"},
      {"y/kustomization.yaml", "resources: [../base]\n"}};
  const RunResult result = linted(files);
  const Summary& summary = result.report.summary;
  EXPECT_EQ(summary.references.found, 3u) << "the Secret's name twice, one key";
  EXPECT_EQ(summary.references.missing, 1u);
  EXPECT_EQ(unknown_references(summary), 2u) << "the name and the key elsewhere";
}

constexpr const char* elsewhere =
    "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web}\n"
    "spec:\n  destination: {namespace: n}\n"
    "  source: {repoURL: 'https://charts.example.org', chart: web, targetRevision: 1.0.0}\n";

TEST(Unfollowed, ObjectsThatInstallFromElsewhere) {
  EXPECT_THAT(
      gaps({{"web.yaml", elsewhere}}, GapKind::release),
      ElementsAre("Application `web` (`helm pull web --repo https://charts.example.org --version "
                  "1.0.0`): a chart that is neither in this repository nor on --chart-path"));
  EXPECT_THAT(
      gaps({{"web.yaml",
             "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web}\n"
             "spec: {chart: {spec: {chart: web, sourceRef: {kind: HelmRepository, name: r}}}}\n"}},
           GapKind::release),
      ElementsAre(
          "HelmRelease `web`: a chart that is neither in this repository nor on --chart-path"));
  EXPECT_THAT(
      gaps({{"k.yaml",
             "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
             "metadata: {name: k}\nspec: {path: ./apps/k, sourceRef: {kind: GitRepository, name: "
             "r}}\n"}},
           GapKind::release),
      ElementsAre("Kustomization `k`: a path that is not in this repository"));
  EXPECT_THAT(
      gaps({{"set.yaml",
             "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: all}\n"
             "spec:\n  generators: [{git: {repoURL: 'https://g', directories: [{path: 'a/*'}]}}]\n"
             "  template: {metadata: {name: x}, spec: {source: {path: '{{path}}'}}}\n"}},
           GapKind::release),
      ElementsAre("ApplicationSet `all`: its generators find nothing in this repository"));
}

TEST(Unfollowed, ButAProductsChartIsKnown) {
  EXPECT_THAT(
      gaps({{"redis.yaml",
             "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: redis}\n"
             "spec:\n  destination: {namespace: n}\n  source:\n    chart: redis\n"
             "    repoURL: https://charts.bitnami.com/bitnami\n    targetRevision: 20.6.3\n"}},
           GapKind::release),
      IsEmpty());
}

TEST(Unfollowed, NorWhatLiesHere) {
  EXPECT_THAT(gaps({{"k.yaml",
                     "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
                     "metadata: {name: k}\nspec: {path: ./apps/k}\n"},
                    {"apps/k/w.yaml", pod("")}},
                   GapKind::release),
              IsEmpty());
}

TEST(Unfollowed, ChartsThatAChartNeeds) {
  const FileMap files = {{"chart/Chart.yaml",
                          "apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n"
                          "  - {name: postgresql, version: 1.0.0, repository: 'https://x'}\n"
                          "  - {name: redis, version: 20.6.3,\n"
                          "     repository: 'https://charts.bitnami.com/bitnami'}\n"},
                         {"chart/values.yaml", "a: 1\n"},
                         {"chart/values-prod.yaml", "a: 2\n"}};
  EXPECT_THAT(
      gaps(files, GapKind::chart),
      ::testing::Contains("chart `postgresql`: neither in this repository nor on --chart-path")
          .Times(1));
}

TEST(NothingChecked, IsWhereNoQuestionWasAnswered) {
  EXPECT_TRUE(checked_nothing(linted({{"web.yaml", elsewhere}}).report));
  EXPECT_TRUE(checked_nothing(linted({{"x.txt", ""}}).report));
  EXPECT_FALSE(checked_nothing(linted({{"redis.yaml", redis}}).report));
}

}  // namespace
}  // namespace fairlead
