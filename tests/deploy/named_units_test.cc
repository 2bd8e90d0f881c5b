// What objects of Argo CD and Flux deploy of this repository becomes a unit, unless it is one.
#include "deploy/named_units.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/chart_templates.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* chart = "apiVersion: v2\nname: web\nversion: 1.0.0\n";
constexpr const char* sentinel = "sentinel: {host: my-sentinel, port: 26379}\n";
constexpr const char* client =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: n}\n"
    "spec: {containers: [{name: c, image: i, env: [{name: REDIS_URL, value: 'redis://:'}]}]}\n";

/// An Application of what `source`, in flow style, says.
std::string application(std::string_view source, std::string_view name = "web") {
  return fmt::format(
      "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: {}}}\n"
      "spec:\n  destination: {{namespace: n}}\n  source: {{repoURL: https://g, {}}}\n",
      name, source);
}

/// What is linted: "path bytes" of the findings, how many units, and what was not checked.
struct Linted {
  std::vector<std::string> found, gaps;
  std::size_t units = 0;
};

/// Each chart is one of a Sentinel's client.
Linted linted(FileMap all) {
  for (const auto& [path, text] : FileMap(all)) {
    if (!path.ends_with("/Chart.yaml")) continue;
    const std::string directory(directory_of(path));
    all.emplace(directory + "/templates/worker.yaml", sentinel_client);
  }
  const MemoryFiles files(std::move(all));
  const auto result = run(files, {});
  if (!result) return {{result.error().message}, {}, 0};
  Linted made;
  const SourceMap& sources = *result->sources;
  for (const Finding& finding : result->report.findings)
    made.found.push_back(
        fmt::format("{} {}", sources.name(finding.at.source), sources.text(finding.at)));
  for (const NotChecked& each : result->report.summary.not_checked)
    made.gaps.push_back(fmt::format("{} {}: {}", each.path, each.what, each.reason));
  made.units = result->report.summary.units;
  return made;
}

TEST(NamedUnits, AChartWithValuesThatAnApplicationGives) {
  const Linted made =
      linted({{"charts/web/Chart.yaml", chart},
              {"charts/web/values.yaml", sentinel},
              {"apps/web.yaml", application("path: charts/web, helm: {valuesObject: {sentinel: "
                                            "{port: 6379}}}")}});
  EXPECT_THAT(made.found, ElementsAre("apps/web.yaml 6379"));
  EXPECT_EQ(made.units, 3u) << "the Application's, the chart's own, and the chart with these";
}

TEST(NamedUnits, ValuesInATextAndParameters) {
  EXPECT_THAT(
      linted({{"charts/web/Chart.yaml", chart},
              {"charts/web/values.yaml", sentinel},
              {"apps/web.yaml", application("path: charts/web, helm: {values: \"sentinel:\\n"
                                            "  port: 6379\\n\"}")}})
          .found,
      ElementsAre("apps/web.yaml 6379"));
  EXPECT_THAT(linted({{"charts/web/Chart.yaml", chart},
                      {"charts/web/values.yaml", sentinel},
                      {"apps/web.yaml", application("path: charts/web, helm: {parameters: "
                                                    "[{name: sentinel.port, value: '6379'}]}")}})
                  .found,
              ElementsAre("apps/web.yaml 6379"));
}

TEST(NamedUnits, AChartOfApplicationsGivesValues) {
  const auto found = [](std::string_view helm) {
    return linted({{"charts/web/Chart.yaml", chart},
                   {"charts/web/values.yaml", sentinel},
                   {"apps/Chart.yaml", "apiVersion: v2\nname: apps\nversion: 1.0.0\n"},
                   {"apps/values.yaml",
                    fmt::format("{}{}", sentinel,
                                helm.find("Values") != helm.npos ? "port: 6379\n" : "")},
                   {"apps/templates/web.yaml",
                    application(fmt::format("path: charts/web, helm: {{{}}}", helm))}})
        .found;
  };
  EXPECT_THAT(found("valuesObject: {sentinel: {port: {{ .Values.port }}}}"),
              ElementsAre("apps/values.yaml 6379"));
  EXPECT_THAT(found("valuesObject: {sentinel: {port: 6379}}"),
              ElementsAre("apps/templates/web.yaml 6379"));
  EXPECT_THAT(found("values: \"sentinel: {port: {{ .Values.port }}}\""),
              ElementsAre("apps/values.yaml 6379"));
  EXPECT_THAT(found("parameters: [{name: sentinel.port, value: '{{ .Values.port }}'}]"),
              ElementsAre("apps/values.yaml 6379"));
}

TEST(NamedUnits, ParametersWinOverValuesOverFiles) {
  const auto found = [](std::string_view helm) {
    return linted({{"charts/web/Chart.yaml", chart},
                   {"charts/web/values.yaml", sentinel},
                   {"envs/web.yaml", "sentinel: {port: 6379}\n"},
                   {"apps/web.yaml",
                    application(fmt::format("path: charts/web, helm: {{{}}}", helm))}})
        .found;
  };
  EXPECT_THAT(found("valueFiles: [/envs/web.yaml]"), ElementsAre("envs/web.yaml 6379"));
  EXPECT_THAT(found("valueFiles: [../../envs/web.yaml], values: 'sentinel: {port: 26379}'"),
              IsEmpty());
  EXPECT_THAT(found("values: 'sentinel: {port: 6379}', parameters: [{name: sentinel.port, value: "
                    "'26379'}]"),
              IsEmpty());
}

TEST(NamedUnits, ValuesOfAnotherSource) {
  const std::string both =
      "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web}\n"
      "spec:\n  sources:\n  - {repoURL: https://g, path: charts/web,\n"
      "     helm: {valueFiles: [$v/envs/values.yaml]}}\n  - {repoURL: https://g, ref: v}\n";
  EXPECT_THAT(linted({{"charts/web/Chart.yaml", chart},
                      {"charts/web/values.yaml", sentinel},
                      {"envs/values.yaml", "sentinel: {port: 6379}\n"},
                      {"apps/web.yaml", both}})
                  .found,
              ElementsAre("envs/values.yaml 6379"));
}

TEST(NamedUnits, WhatIsAUnitAlreadyIsNoneTwice) {
  const FileMap files = {{"charts/web/Chart.yaml", chart},
                         {"charts/web/values.yaml", sentinel},
                         {"charts/web/values-prod.yaml", "sentinel: {port: 6379}\n"},
                         {"charts/web/.env.example", "A=1\n"}};
  const auto units = [&](std::string_view helm) {
    FileMap all = files;
    all["apps/web.yaml"] = application(fmt::format("path: charts/web{}", helm));
    return linted(all).units;
  };
  EXPECT_EQ(linted(files).units, 2u);
  // Under the Application's name and in its namespace the chart is another release.
  EXPECT_EQ(units(""), 4u);
  EXPECT_EQ(units(", helm: {valueFiles: [values-prod.yaml]}"), 4u);
  EXPECT_EQ(units(", helm: {valueFiles: [values.yaml, values-prod.yaml]}"), 4u);
  EXPECT_EQ(units(", helm: {valueFiles: [values-prod.yaml, values.yaml]}"), 4u) << "another order";
}

TEST(NamedUnits, ValuesThatAreNotInViewAreNotGuessed) {
  for (const std::string_view helm :
       {"valueFiles: [missing.yaml], values: 'sentinel: {port: 6379}'",
        "fileParameters: [{name: a, path: b}], values: 'sentinel: {port: 6379}'",
        "parameters: [{name: 'a[0]', value: x}], values: 'sentinel: {port: 6379}'"}) {
    const Linted made = linted(
        {{"charts/web/Chart.yaml", chart},
         {"charts/web/values.yaml", sentinel},
         {"apps/web.yaml", application(fmt::format("path: charts/web, helm: {{{}}}", helm))}});
    EXPECT_THAT(made.found, IsEmpty()) << helm;
    EXPECT_THAT(made.gaps,
                Contains("apps/web.yaml `charts/web`: deployed with values that are not in view"));
  }
}

TEST(NamedUnits, AHelmReleaseOfFlux) {
  const std::string release =
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web}\n"
      "spec: {chart: {spec: {chart: ./charts/web}}, values: {sentinel: {port: 6379}}}\n";
  EXPECT_THAT(linted({{"charts/web/Chart.yaml", chart},
                      {"charts/web/values.yaml", sentinel},
                      {"flux/web.yaml", release}})
                  .found,
              ElementsAre("flux/web.yaml 6379"));
}

FileMap base_and_overlay() {
  return {{"base/kustomization.yaml", "resources: [pod.yaml]\n"},
          {"base/pod.yaml", client},
          {"overlay/kustomization.yaml", "resources: [../base]\n"}};
}

TEST(NamedUnits, ABaseThatIsDeployedByItself) {
  FileMap files = base_and_overlay();
  EXPECT_EQ(linted(files).units, 1u);
  files["apps/base.yaml"] = application("path: ./base");
  EXPECT_EQ(linted(files).units, 3u);
  files["apps/base.yaml"] = application("path: overlay");
  EXPECT_EQ(linted(files).units, 2u);
  files["apps/base.yaml"] =
      "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: base}\n"
      "spec: {path: ./base}\n";
  EXPECT_EQ(linted(files).units, 3u);
}

TEST(NamedUnits, ABaseThatIsChangedOnTheWayIsDeployedAsItIsThen) {
  const std::string redis =
      "apiVersion: v1\nkind: Service\nmetadata: {name: redis}\n"
      "spec: {selector: {app: redis}, ports: [{port: 6379}]}\n---\n"
      "apiVersion: v1\nkind: Pod\nmetadata: {name: redis, labels: {app: redis}}\n"
      "spec: {containers: [{name: c, image: 'redis:7.2', ports: [{containerPort: 6379}]}]}\n";
  const auto missing = [&](std::string_view kustomize, std::string_view url) {
    const MemoryFiles files(
        {{"base/kustomization.yaml", "resources: [redis.yaml]\n"},
         {"base/redis.yaml", redis},
         {"apps/base.yaml", application(fmt::format("path: base, kustomize: {{{}}}", kustomize))},
         {"web/pod.yaml",
          fmt::format("apiVersion: v1\nkind: Pod\nmetadata: {{name: p, namespace: n}}\nspec: "
                      "{{containers: [{{name: c, image: i, env: [{{name: REDIS_URL, value: "
                      "'{}'}}]}}]}}\n",
                      url)}});
    std::vector<std::string> words;
    const auto result = run(files, {});
    if (!result) return words;
    for (const Finding& each : result->report.findings) words.push_back(each.message);
    return words;
  };
  constexpr std::string_view renamed = "namePrefix: x-, namespace: n";
  EXPECT_THAT(missing(renamed, "redis://x-redis:6379"), ElementsAre());
  EXPECT_THAT(missing(renamed, "redis://redis:6379"),
              ElementsAre(HasSubstr("no Service of the name `redis`")));
  const std::string patched =
      "namespace: n, patches: [{target: {kind: Service}, patch: '[{op: replace, path: "
      "/spec/ports/0/port, value: 6380}]'}]";
  EXPECT_THAT(missing(patched, "redis://redis:6380"), ElementsAre());
  EXPECT_THAT(missing(patched, "redis://redis:6379"), ElementsAre(HasSubstr("offers 6380")));
}

TEST(NamedUnits, AServiceOfABaseThatIsDeployedTwiceIsOneToConnectTo) {
  const MemoryFiles files(
      {{"base/kustomization.yaml", "resources: [redis.yaml]\nnamespace: shop\n"},
       {"base/redis.yaml",
        "apiVersion: v1\nkind: Service\nmetadata: {name: redis}\n"
        "spec: {selector: {app: redis}, ports: [{port: 6379}]}\n---\n"
        "apiVersion: v1\nkind: Pod\nmetadata: {name: redis, labels: {app: redis}}\n"
        "spec: {containers: [{name: c, image: 'redis:7.2', ports: [{containerPort: 6379}]}]}\n"},
       {"overlay/kustomization.yaml", "resources: [../base]\n"},
       {"apps/base.yaml", application("path: base")},
       {"web/pod.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\n"
        "spec: {containers: [{name: c, image: i, env: [{name: REDIS_URL, value: "
        "'redis://redis:6380'}]}]}\n"}});
  const auto result = run(files, {});
  ASSERT_TRUE(result && result->report.findings.size() == 1);
  EXPECT_EQ(result->report.findings[0].help, "use `redis:6379` (Redis data)") << "one, not two";
}

/// Two bases, each listed by an overlay and deploying the other.
TEST(NamedUnits, ApplicationsOfApplicationsEnd) {
  FileMap files;
  for (const auto& [name, other] : {std::pair("a", "b"), std::pair("b", "a")}) {
    files[fmt::format("{}/kustomization.yaml", name)] = "resources: [app.yaml]\n";
    files[fmt::format("{}/app.yaml", name)] =
        application(fmt::format("path: {}", other), fmt::format("{}-of-{}", other, name));
    files[fmt::format("over-{}/kustomization.yaml", name)] =
        fmt::format("resources: [../{}]\n", name);
  }
  EXPECT_EQ(linted(files).units, 4u);
}

TEST(NamedUnits, AnApplicationOfApplications) {
  // apps → base/apps, which only an overlay lists → the chart with values.
  const Linted made =
      linted({{"apps/root.yaml", application("path: base", "root")},
              {"base/kustomization.yaml", "resources: [web.yaml]\n"},
              {"base/web.yaml",
               application("path: charts/web, helm: {valuesObject: {sentinel: {port: 6379}}}")},
              {"overlay/kustomization.yaml", "resources: [../base]\npatches: [{path: p.yaml}]\n"},
              {"overlay/p.yaml",
               "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web}\n"
               "spec: {project: p}\n"},
              {"charts/web/Chart.yaml", chart},
              {"charts/web/values.yaml", sentinel}});
  EXPECT_THAT(made.found, ElementsAre("base/web.yaml 6379"));
}

TEST(NamedUnits, WhatIsExcludedStaysSo) {
  const Linted made = linted(
      {{"fairlead.yaml", "exclude: [envs]\n"},
       {"charts/web/Chart.yaml", chart},
       {"charts/web/values.yaml", sentinel},
       {"envs/web.yaml", "sentinel: {port: 6379}\n"},
       {"apps/web.yaml", application("path: charts/web, helm: {valueFiles: [/envs/web.yaml]}")}});
  EXPECT_THAT(made.found, IsEmpty());
}

}  // namespace
}  // namespace fairlead::testing
