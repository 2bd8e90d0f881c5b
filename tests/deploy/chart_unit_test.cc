// What charts of a repository deploy is linted where somebody wrote it.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "helm/packed.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* chart_yaml = "apiVersion: v2\nname: web\nversion: 1.0.0\n";

/// A Deployment with one variable.
std::string client(std::string_view value) {
  return fmt::format(
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\n"
      "spec:\n  selector: {{matchLabels: {{app: web}}}}\n  template:\n"
      "    metadata: {{labels: {{app: web}}}}\n"
      "    spec: {{containers: [{{name: c, image: i, env: [{{name: REDIS_URL, value: {}}}]}}]}}\n",
      value);
}

/// A Redis with its Service.
std::string redis(std::string_view name) {
  return fmt::format(
      "apiVersion: v1\nkind: Service\nmetadata: {{name: {0}}}\n"
      "spec: {{selector: {{app: redis}}, ports: [{{port: 6379}}]}}\n---\n"
      "apiVersion: v1\nkind: Pod\nmetadata: {{name: redis, labels: {{app: redis}}}}\n"
      "spec: {{containers: [{{name: c, image: 'redis:7.2', ports: [{{containerPort: 6379}}]}}]}}\n",
      name);
}

struct Linted {
  std::vector<std::string> found;  ///< "path bytes rule"
  std::vector<std::string> gaps;   ///< "path what: reason"
  std::string connections;         ///< what each leads to
};

Linted linted(FileMap chart) {
  FileMap all = {{"web/Chart.yaml", chart_yaml}};
  for (auto& [path, text] : chart)
    all[path.starts_with('/') ? path.substr(1) : "web/" + path] = text;
  const MemoryFiles files(std::move(all));
  RunOptions options;
  options.lists_each = true;
  const auto result = run(files, options);
  if (!result) return {{result.error().message}, {}, {}};
  Linted made;
  const SourceMap& sources = *result->sources;
  for (const Finding& finding : result->report.findings)
    made.found.push_back(fmt::format("{} {} {}", sources.name(finding.at.source),
                                     sources.text(finding.at), finding.rule->id));
  for (const NotChecked& each : result->report.summary.not_checked)
    made.gaps.push_back(fmt::format("{} {}: {}", each.path, each.what, each.reason));
  return made;
}

TEST(ChartUnit, AWrongPartThatIsAValueIsFoundInTheValues) {
  EXPECT_THAT(linted({{"values.yaml", "redis: {host: cache, port: 6380}\n"},
                      {"templates/web.yaml", client("redis://{{ .Values.redis.host }}:{{ "
                                                    ".Values.redis.port }}/0")},
                      {"templates/redis.yaml", redis("cache")}})
                  .found,
              ElementsAre("web/values.yaml 6380 endpoint/port-not-offered"));
}

TEST(ChartUnit, AWrongPartThatIsTextIsFoundInTheTemplate) {
  EXPECT_THAT(linted({{"values.yaml", "redis: {host: cache}\n"},
                      {"templates/web.yaml", client("redis://{{ .Values.redis.host }}:6380/0")},
                      {"templates/redis.yaml", redis("cache")}})
                  .found,
              ElementsAre("web/templates/web.yaml 6380 endpoint/port-not-offered"));
}

TEST(ChartUnit, ATemplateThatFailsHidesNoOther) {
  const Linted made =
      linted({{"values.yaml", "port: 6380\nneeded: ''\n"},
              {"templates/needs.yaml", "a: {{ required \"say `needed`\" .Values.needed }}\n"},
              {"templates/web.yaml", client("redis://cache:{{ .Values.port }}/0")},
              {"templates/redis.yaml", redis("cache")}});
  EXPECT_THAT(made.found, Contains("web/values.yaml 6380 endpoint/port-not-offered"));
  EXPECT_THAT(
      made.gaps,
      Contains("web/templates/needs.yaml chart: not rendered: needs `needed`: say `needed`"));
}

TEST(ChartUnit, AHostThatFitsAnotherNameOfTheReleaseIsUnknown) {
  const auto found = [](std::string_view host) {
    return linted({{"values.yaml", fmt::format("host: {}\n", host)},
                   {"templates/web.yaml", client("redis://{{ .Values.host }}:6379/0")},
                   {"templates/redis.yaml", redis("{{ .Release.Name }}-cache")}})
        .found;
  };
  EXPECT_THAT(found("web-cache"),
              ElementsAre("web/values.yaml web-cache helm/release-name-assumed"))
      << "right for a release that is called as the chart";
  EXPECT_THAT(found("prod-cache"), IsEmpty()) << "the release may be called prod";
  EXPECT_THAT(found("cache"), ElementsAre("web/values.yaml cache endpoint/service-not-found"));
}

TEST(ChartUnit, AHostInTheReleasesOwnNamespaceIsFound) {
  const auto found = [](std::string_view host) {
    return linted({{"templates/web.yaml",
                    client(fmt::format("redis://{}.{{{{ .Release.Namespace }}}}.svc:6379", host))},
                   {"templates/redis.yaml", redis("cache")}})
        .found;
  };
  EXPECT_THAT(found("cache"), IsEmpty());
  EXPECT_THAT(found("cash"), ElementsAre(HasSubstr("endpoint/service-not-found")));
}

TEST(ChartUnit, WhatLiesInAnArchiveHangsOnItsDependency) {
  const std::string archive =
      gzipped(tar_of({{"cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n"},
                      {"cache/templates/web.yaml", client("redis://cache:6380/0")},
                      {"cache/templates/redis.yaml", redis("cache")}}));
  EXPECT_THAT(linted({{"Chart.yaml",
                       std::string(chart_yaml) + "dependencies: [{name: cache, version: 1.0.0}]\n"},
                      {"charts/cache-1.0.0.tgz", archive}})
                  .found,
              ElementsAre("web/Chart.yaml cache endpoint/port-not-offered"));
}

TEST(ChartUnit, ADependencyMayBeAnotherChartOfTheRepository) {
  const FileMap files = {
      {"Chart.yaml",
       std::string(chart_yaml) + "dependencies: [{name: parts, version: 1.x, repository: x}]\n"},
      {"templates/web.yaml", client("redis://{{ include \"parts.host\" . }}:6380/0")},
      {"templates/redis.yaml", redis("cache")},
      {"/parts/Chart.yaml", "apiVersion: v2\nname: parts\nversion: 1.2.0\ntype: library\n"},
      {"/parts/templates/_host.tpl", "{{ define \"parts.host\" }}cache{{ end }}\n"}};
  EXPECT_THAT(linted(files).found,
              ElementsAre("web/templates/web.yaml 6380 endpoint/port-not-offered"));
  FileMap without = files;
  without.erase("/parts/Chart.yaml");
  const Linted made = linted(without);
  EXPECT_THAT(made.found, ElementsAre("web/Chart.yaml parts helm/dependency-missing"));
  EXPECT_THAT(made.gaps, Contains("web/Chart.yaml chart: not rendered: `parts` is not in charts/, "
                                  "and 1 template needs it"));
}

TEST(ChartUnit, OneKeyTwiceWithOneValueLosesNothing) {
  const auto found = [](std::string_view second) {
    return linted({{"templates/map.yaml",
                    fmt::format("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m\n  labels:\n"
                                "    {{{{- include \"labels\" . | nindent 4 }}}}\n    {}\n",
                                second)},
                   {"templates/_l.tpl", "{{ define \"labels\" }}a: b\nc: d{{ end }}"}})
        .found;
  };
  EXPECT_THAT(found("a: b"), IsEmpty());
  EXPECT_THAT(found("a: x"), ElementsAre("web/templates/map.yaml a syntax/duplicate-key"));
}

TEST(ChartUnit, ASelectorThatDiffersByTheReleasesNameAloneIsNotJudged) {
  const auto found = [](std::string_view label) {
    return linted({{"templates/redis.yaml",
                    fmt::format(
                        "apiVersion: v1\nkind: Service\nmetadata: {{name: r}}\n"
                        "spec: {{selector: {{app: prod-redis}}, ports: [{{port: 1}}]}}\n---\n"
                        "apiVersion: v1\nkind: Pod\nmetadata: {{name: r, labels: {{app: {}}}}}\n"
                        "spec: {{containers: [{{name: c, image: i}}]}}\n",
                        label)}})
        .found;
  };
  EXPECT_THAT(found("\"{{ .Release.Name }}-redis\""), IsEmpty());
  EXPECT_THAT(found("prod-radis"), ElementsAre(HasSubstr("service-selects-nothing")));
}

}  // namespace
}  // namespace fairlead::testing
