// Which keys of values a chart reads, under any values.
#include <gtest/gtest.h>

#include <map>

#include "deploy/helm/chart_faults.h"

namespace fairlead::testing {
namespace {

using Slip = UnreadValue::Slip;

ChartFaults faults_of(std::map<std::string, std::string> given) {
  std::map<std::string, std::string> files;
  files["app/Chart.yaml"] = "apiVersion: v2\nname: app\nversion: 1.0.0\n";
  for (auto& [path, text] : given) files["app/" + path] = std::move(text);
  const MemoryFiles disk(std::move(files));
  SourceMap sources;
  Arena arena;
  helm::ChartLoader loader(disk, sources, arena);
  const auto chart = loader.load("app");
  EXPECT_TRUE(chart) << (chart ? "" : chart.error().message);
  if (!chart) return {};
  helm::ReleaseOptions options;
  options.ignore_missing = true;
  const auto release = helm::make_release(*chart, {}, options, sources, arena);
  EXPECT_TRUE(release) << (release ? "" : release.error().message);
  if (!release) return {};
  std::vector<Gap> gaps;
  return chart_faults_of({*chart, *release, {}}, loader, sources, arena, gaps);
}

/// "a.b, c": what is not read.
std::string unread(std::map<std::string, std::string> files) {
  std::string all;
  for (const UnreadValue& each : faults_of(std::move(files)).unread)
    all += (all.empty() ? "" : ", ") + each.path;
  return all;
}

std::string unread(std::string values, std::string text) {
  return unread({{"values.yaml", std::move(values)}, {"templates/a.yaml", std::move(text)}});
}

TEST(HelmReads, FollowsFields) {
  EXPECT_EQ(unread("a: {b: 1, c: 2}\nd: 3\n", "{{ .Values.a.b }}"), "a.c, d");
  EXPECT_EQ(unread("a: {b: 1, c: 2}\n", "{{ $.Values.a.b }}{{ (.Values.a).c }}"), "");
  EXPECT_EQ(unread("a: {b: 1, c: 2}\n", "{{ with .Values.a }}{{ .b }}{{ end }}"), "a.c");
  EXPECT_EQ(unread("a: {b: 1, c: 2}\n", "{{ $x := .Values.a }}{{ $x.b }}"), "a.c");
}

TEST(HelmReads, ReadsWhatIsSwitchedOff) {
  EXPECT_EQ(unread("on: false\na: 1\nb: 2\n",
                   "{{ if .Values.on }}{{ .Values.a }}{{ else }}{{ .Values.b }}{{ end }}"),
            "");
  EXPECT_EQ(unread("a: {on: false}\n", "{{ if .Values.a }}x{{ end }}"), "a.on");
}

TEST(HelmReads, ReadsAllOfWhatIsPrinted) {
  EXPECT_EQ(unread("a: {b: {c: 1}}\nd: {e: 1}\n", "{{ toYaml .Values.a | nindent 2 }}"), "d");
  EXPECT_EQ(unread("a: {b: 1}\n", "{{ .Values.a }}"), "");
  EXPECT_EQ(unread("a: {b: 1}\n", "{{ .Values | someFunction }}"), "");
}

TEST(HelmReads, ADigestReadsNothing) {
  EXPECT_EQ(unread("a: {b: 1}\nc: 2\n", "{{ toYaml .Values | sha256sum }}{{ .Values.c }}"), "a");
}

TEST(HelmReads, GoesThroughListsAndMaps) {
  EXPECT_EQ(unread("a: [{b: 1, c: 2}]\n", "{{ range .Values.a }}{{ .b }}{{ end }}"), "a[].c");
  EXPECT_EQ(unread("a: {x: {b: 1, c: 2}}\n",
                   "{{ range $key, $value := .Values.a }}{{ $key }}{{ $value.b }}{{ end }}"),
            "a.x.c");
  EXPECT_EQ(unread("a: {x: {b: 1, c: 2}}\nk: x\n",
                   "{{ (index .Values.a .Values.k).b }}{{ get .Values.a \"y\" }}"),
            "a.x.c");
  EXPECT_EQ(unread("a: {x-y: 1, z: 2}\n", "{{ index .Values \"a\" \"x-y\" }}"), "a.z");
  EXPECT_EQ(unread("a: {b: {c: 1, d: 2}}\n", "{{ dig \"b\" \"c\" 0 .Values.a }}"), "a.b.d");
}

TEST(HelmReads, FollowsIncludes) {
  const std::string helpers =
      "{{ define \"name\" }}{{ .Values.name }}{{ end }}"
      "{{ define \"image\" }}{{ .image.tag }}{{ .root.Values.registry }}{{ end }}";
  EXPECT_EQ(unread({{"values.yaml", "name: a\nregistry: r\nworker: {tag: 1, pull: 2}\n"},
                    {"templates/_helpers.tpl", helpers},
                    {"templates/a.yaml",
                     "{{ include \"name\" . }}"
                     "{{ include \"image\" (dict \"image\" .Values.worker \"root\" $) }}"}}),
            "worker.pull");
}

TEST(HelmReads, ATemplateOfAnUnknownNameReadsAll) {
  EXPECT_EQ(unread("a: 1\nk: x\n", "{{ include .Values.k . }}"), "");
  EXPECT_EQ(unread("a: {b: 1}\nc: 1\n", "{{ include \"of.a.library\" .Values.a }}"), "c");
}

TEST(HelmReads, ANameOfPiecesIsFound) {
  EXPECT_EQ(unread({{"values.yaml", "a: 1\nb: 2\nkind: x\n"},
                    {"templates/_x.tpl", "{{ define \"app.x\" }}{{ .Values.a }}{{ end }}"},
                    {"templates/a.yaml", "{{ include (printf \"app.%s\" .Values.kind) . }}"}}),
            "b");
}

TEST(HelmReads, WhatNobodyIncludesCounts) {
  EXPECT_EQ(unread({{"values.yaml", "a: 1\nb: 2\n"},
                    {"templates/_x.tpl",
                     "{{ define \"x\" }}{{ .Values.a }}{{ range . }}{{ . }}{{ end }}{{ end }}"}}),
            "b");
}

TEST(HelmReads, TextsOfTplAreTemplates) {
  EXPECT_EQ(unread("host: \"{{ .Values.name }}\"\nname: a\nb: 1\n", "{{ tpl .Values.host . }}"),
            "b");
  EXPECT_EQ(unread("host: \"{{ .Values.name }}\"\nname: a\n", "{{ .Values.host }}"), "name");
  EXPECT_EQ(unread({{"values.yaml", "a: 1\nb: 2\n"},
                    {"files/x.conf", "{{ .Values.a }}"},
                    {"templates/a.yaml", "{{ tpl (.Files.Get \"files/x.conf\") . }}"}}),
            "b");
  EXPECT_EQ(unread("a: 1\n", "{{ tpl (printf \"{{ .Values.%s }}\" \"a\") . }}"), "");
}

TEST(HelmReads, FollowsWhatIsPutAndMerged) {
  EXPECT_EQ(
      unread("a: {b: 1, c: 2}\n", "{{ $m := dict }}{{ $_ := set $m \"k\" .Values.a }}{{ $m.k.b }}"),
      "a.c");
  EXPECT_EQ(unread("a: {x: 1}\nb: {y: 2, z: 3}\n",
                   "{{ $m := merge (dict) .Values.a .Values.b }}{{ $m.x }}{{ $m.y }}"),
            "b.z");
  EXPECT_EQ(unread("a: {x: 1}\nb: {y: 2, z: 3}\n",
                   "{{ $_ := merge .Values.a .Values.b }}{{ .Values.a.x }}{{ .Values.a.y }}"),
            "b.z");
}

TEST(HelmReads, AloopThatGoesDownReadsAll) {
  EXPECT_EQ(unread("a: {b: {c: {d: {e: {f: 1}}}}}\n",
                   "{{ $at := .Values }}{{ range splitList \".\" \"a.b\" }}"
                   "{{ $at = index $at . }}{{ end }}"),
            "");
}

const std::map<std::string, std::string> cache = {
    {"charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n"},
    {"charts/cache/templates/a.yaml", "{{ .Values.port }}{{ .Values.global.zone }}"}};

std::string with_cache(const std::string& dependency, const std::string& values) {
  auto files = cache;
  files["Chart.yaml"] =
      "apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n  - " + dependency;
  files["values.yaml"] = values;
  std::string all;
  for (const UnreadValue& each : faults_of(files).unread) {
    all += (all.empty() ? "" : ", ") + each.path;
    if (each.slip == Slip::alias) all += " alias " + each.near;
    if (each.slip == Slip::condition) all += " condition";
  }
  return all;
}

TEST(HelmReads, ValuesOfDependencies) {
  EXPECT_EQ(with_cache("{name: cache, version: 1.0.0}", "cache: {port: 1, prt: 2}\n"), "cache.prt");
  EXPECT_EQ(with_cache("{name: cache, version: 1.0.0}", "global: {zone: a, other: b}\n"),
            "global.other");
  EXPECT_EQ(with_cache("{name: cache, version: 1.0.0, alias: c}", "cache: {port: 1}\n"),
            "cache alias c");
  EXPECT_EQ(with_cache("{name: cache, version: 1.0.0}", "cache: {enabled: false}\n"),
            "cache.enabled condition");
  EXPECT_EQ(with_cache("{name: cache, version: 1.0.0, condition: 'cache.enabled,x.y'}",
                       "cache: {enabled: false}\nx: {y: true}\ntags: {z: true}\n"),
            "");
  EXPECT_EQ(with_cache("{name: other, version: 1.0.0}", "other: {anything: 1}\nx: 1\n"), "x");
}

TEST(HelmReads, WhatSaysNothingIsLeftAlone) {
  EXPECT_EQ(unread("a: {}\nb: []\nc:\n_comment: x\nx-y: 1\nbase: &base {k: 1}\nd: *base\n",
                   "{{ .Values.d.k }}"),
            "");
}

TEST(HelmReads, NamesWhatWasMeant) {
  const auto one = [](std::string values, std::string text) {
    const auto all = faults_of({{"values.yaml", values}, {"templates/a.yaml", text}}).unread;
    return all.size() == 1 ? all[0].near : std::to_string(all.size()) + " findings";
  };
  EXPECT_EQ(one("extrArgs: [x]\n", "{{ .Values.extraArgs }}"), "extraArgs");
  EXPECT_EQ(one("pull_policy: x\n", "{{ .Values.pullPolicy }}"), "pullPolicy");
  EXPECT_EQ(one("redis: {auth: {existingSecret: x}}\n", "{{ .Values.redis.existingSecret }}"),
            "redis.existingSecret");
  EXPECT_EQ(one("metrics: {scrapeTimeout: 1}\n", "{{ .Values.metrics.monitor.scrapeTimeout }}"),
            "metrics.monitor.scrapeTimeout");
  EXPECT_EQ(one("extrArgs: [x]\nextraArgs: []\n", "{{ .Values.extraArgs }}"), "");
  EXPECT_EQ(one("port: 1\n", "{{ .Values.service.port }}"), "");
}

TEST(HelmReads, TextsThatDecide) {
  const auto texts = [](std::string values, std::string text) {
    return faults_of({{"values.yaml", values}, {"templates/a.yaml", text}}).deciding_texts.size();
  };
  EXPECT_EQ(texts("a: 'false'\n", "{{ if .Values.a }}x{{ end }}"), 1);
  EXPECT_EQ(texts("a: 'No'\n", "{{ if not .Values.a }}x{{ end }}"), 1);
  EXPECT_EQ(texts("a: 'false'\nb: 1\n", "{{ if and .Values.b .Values.a }}x{{ end }}"), 1);
  EXPECT_EQ(texts("a: false\n", "{{ if .Values.a }}x{{ end }}"), 0);
  EXPECT_EQ(texts("a: ''\n", "{{ if .Values.a }}x{{ end }}"), 0);
  EXPECT_EQ(texts("a: 'false'\n", "{{ if .Values.a }}{{ .Values.a }}{{ end }}"), 0);
  EXPECT_EQ(texts("a: 'false'\n", "{{ if eq .Values.a \"true\" }}x{{ end }}"), 0);
}

}  // namespace
}  // namespace fairlead::testing
