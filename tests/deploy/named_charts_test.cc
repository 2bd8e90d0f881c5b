// Charts that a release names by name, version and registry: those of --chart-path, and those that
// this repository publishes.
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

constexpr std::string_view sentinel = "sentinel: {host: my-sentinel, port: 26379}\n";
constexpr std::string_view client =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: n}\n"
    "spec: {containers: [{name: c, image: i, env: [{name: REDIS_URL, value: 'redis://:'}]}]}\n";

std::string chart_yaml(std::string_view version, std::string_view more = "") {
  return fmt::format("apiVersion: v2\nname: web\nversion: {}\n{}", version, more);
}

/// An Application of the chart `web`, with values in flow style.
std::string application(std::string_view version, std::string_view values,
                        std::string_view repository = "https://charts.example.com") {
  return fmt::format(
      "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: app}}\nspec:\n"
      "  destination: {{namespace: n}}\n"
      "  source: {{repoURL: '{}', chart: web, targetRevision: {}, helm: {{valuesObject: {}}}}}\n",
      repository, version, values);
}

std::string helm_release(std::string_view values) {
  return fmt::format(
      "apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\n"
      "metadata: {{name: r, namespace: n}}\nspec: {{url: 'https://charts.example.com'}}\n---\n"
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n"
      "metadata: {{name: app, namespace: n}}\nspec:\n"
      "  chart: {{spec: {{chart: web, version: 1.x, sourceRef: {{kind: HelmRepository, name: "
      "r}}}}}}\n"
      "  values: {}\n",
      values);
}

struct Linted {
  std::vector<std::string> found, gaps, units;
};

/// What lies in `apps` and `charts` is the repository; `fetched` is what --chart-path names.
Linted linted(FileMap all, std::string repository = "") {
  for (const auto& [path, text] : FileMap(all)) {
    if (!path.ends_with("/Chart.yaml")) continue;
    const std::string directory(directory_of(path));
    all.emplace(directory + "/templates/worker.yaml", sentinel_client);
    all.emplace(directory + "/values.yaml", sentinel);
  }
  all.emplace("fetched/README.md", "");
  const MemoryFiles files(all);
  RunOptions options;
  options.paths = {"apps"};
  if (files.kind("charts")) options.paths.push_back("charts");
  options.chart_path = {"fetched"};
  options.repository = std::move(repository);
  const auto result = run(files, options);
  if (!result) return {{result.error().message}, {}, {}};
  Linted made;
  const SourceMap& sources = *result->sources;
  for (const Finding& finding : result->report.findings)
    made.found.push_back(fmt::format("{} {}{}{}", sources.name(finding.at.source),
                                     sources.text(finding.at), finding.help.empty() ? "" : ": ",
                                     finding.help));
  for (const NotChecked& each : result->report.summary.not_checked)
    if (each.kind == GapKind::release)
      made.gaps.push_back(fmt::format("{}: {}", each.what, each.reason));
  return made;
}

TEST(FetchedChart, OfAnApplicationGetsItsValues) {
  const Linted made = linted({{"fetched/web/Chart.yaml", chart_yaml("1.2.0")},
                              {"apps/app.yaml", application("1.2.0", "{sentinel: {port: 6379}}")}});
  EXPECT_THAT(made.found, ElementsAre(HasSubstr("apps/app.yaml 6379")));
  EXPECT_THAT(made.gaps, IsEmpty());
}

TEST(FetchedChart, OfAHelmReleaseIsTheNewestInTheRange) {
  const Linted made = linted({{"fetched/web-1/Chart.yaml", chart_yaml("1.2.0")},
                              {"fetched/web-2/Chart.yaml", chart_yaml("2.0.0")},
                              {"apps/hr.yaml", helm_release("{sentinel: {port: 6379}}")}});
  EXPECT_THAT(made.found, ElementsAre(HasSubstr("apps/hr.yaml 6379")));
  EXPECT_THAT(made.gaps, IsEmpty());
}

TEST(FetchedChart, WhatItsOwnDefaultsDoIsForWhoNamesIt) {
  const Linted made =
      linted({{"fetched/web/Chart.yaml", chart_yaml("1.2.0")},
              {"fetched/web/values.yaml", "sentinel: {host: my-sentinel, port: 6379}\n"},
              {"apps/hr.yaml", helm_release("{other: 1}")},
              {"apps/app.yaml", application("1.2.0", "{sentinel: {host: my-sentinel}}")}});
  EXPECT_THAT(made.found,
              ElementsAre(HasSubstr("apps/app.yaml sentinel: "), HasSubstr("apps/hr.yaml web: ")));
  EXPECT_THAT(made.found, ::testing::Each(HasSubstr("write `sentinel.port` there")));
}

TEST(FetchedChart, InAnotherVersionIsNoneAndThatIsSaid) {
  const Linted made = linted({{"fetched/web/Chart.yaml", chart_yaml("1.2.0")},
                              {"apps/app.yaml", application("2.0.0", "{sentinel: {port: 6379}}")}});
  EXPECT_THAT(made.found, IsEmpty());
  EXPECT_THAT(made.gaps, ElementsAre(HasSubstr("not in the version that is asked for")));
}

TEST(FetchedChart, FailsWithTheValuesOfItsReleaseWhichAreAllThereAre) {
  const Linted made = linted({{"fetched/web/Chart.yaml", chart_yaml("1.2.0")},
                              {"fetched/web/templates/x.yaml", "{{ fail \"never\" }}"},
                              {"apps/app.yaml", application("1.2.0", "{a: b}")}});
  EXPECT_THAT(made.found, ElementsAre(HasSubstr("apps/app.yaml web")));
}

TEST(FetchedChart, OfWhichNobodyHereCanMendTheTexts) {
  const Linted made = linted(
      {{"fetched/web/Chart.yaml",
        chart_yaml("1.2.0",
                   "dependencies: [{name: x, version: 1.0.0, repository: 'https://x'}]\n")},
       {"fetched/web/values.yaml",
        fmt::format("{}sentinal: {{password: a}}\nunread: {{host: b}}\na: 1\na: 2\n", sentinel)},
       {"apps/app.yaml", application("1.2.0", "{sentinel: {port: 26379}}")}});
  EXPECT_THAT(made.found, IsEmpty());
}

TEST(FetchedChart, ThatIsNotThereIsSaidHowToGet) {
  const auto gaps = [](std::string_view repository, std::string_view version) {
    return linted({{"apps/app.yaml", application(version, "{}", repository)}}).gaps;
  };
  const std::string reason = ": a chart that is neither in this repository nor on --chart-path";
  EXPECT_THAT(
      gaps("oci://ghcr.io/x", "1.0.0"),
      ElementsAre("Application `app` (`helm pull oci://ghcr.io/x/web --version 1.0.0`)" + reason));
  EXPECT_THAT(
      gaps("ghcr.io/x", "~1.2"),
      ElementsAre("Application `app` (`helm pull oci://ghcr.io/x/web --version '~1.2'`)" + reason));
  for (const char* other : {"https://me:pass@x.example", "${REPO}", "r"})
    EXPECT_THAT(gaps(other, "1.0.0"), ElementsAre("Application `app`" + reason)) << other;
}

TEST(PublishedChart, InTheVeryVersionIsTheRepositorysOwn) {
  const Linted made = linted({{"charts/web/Chart.yaml", chart_yaml("1.2.0")},
                              {"apps/app.yaml", application("1.2.0", "{sentinel: {port: 6379}}")}});
  EXPECT_THAT(made.found, ElementsAre(HasSubstr("apps/app.yaml 6379")));
  EXPECT_THAT(made.gaps, IsEmpty());
}

TEST(PublishedChart, InARangeIsItFromARegistryOfTheOwnerAlone) {
  const auto of = [&](std::string_view registry) {
    return linted({{"charts/web/Chart.yaml", chart_yaml("1.2.0")},
                   {"apps/app.yaml", application("1.*", "{sentinel: {port: 6379}}", registry)}},
                  "acme/shop");
  };
  EXPECT_THAT(of("oci://ghcr.io/acme/charts").found, ElementsAre(HasSubstr("apps/app.yaml 6379")));
  EXPECT_THAT(of("https://acme.github.io/x").found, ElementsAre(HasSubstr("apps/app.yaml 6379")));
  for (const char* other : {"https://charts.example.com", "oci://ghcr.io/acmeco/charts"}) {
    EXPECT_THAT(of(other).found, IsEmpty()) << other;
    EXPECT_THAT(of(other).gaps, ElementsAre(HasSubstr("neither in this repository"))) << other;
  }
}

TEST(PublishedChart, IsNoneThatWrapsItOrThatSharesItsName) {
  const std::string app = application("1.2.0", "{sentinel: {port: 6379}}");
  EXPECT_THAT(
      linted({{"charts/web/Chart.yaml", chart_yaml("1.2.0",
                                                   "dependencies: [{name: web, version: 1.2.0, "
                                                   "repository: 'https://charts.example.com'}]\n")},
              {"apps/app.yaml", app}})
          .gaps,
      Contains(HasSubstr("neither in this repository")));
  EXPECT_THAT(linted({{"charts/a/Chart.yaml", chart_yaml("1.2.0")},
                      {"charts/b/Chart.yaml", chart_yaml("1.2.0")},
                      {"apps/app.yaml", app}})
                  .gaps,
              ElementsAre(HasSubstr("neither in this repository")));
}

}  // namespace
}  // namespace fairlead::testing
