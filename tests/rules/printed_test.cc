// What a chart's templates made of its values: where it is found, and what is left alone.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// "path:line rule severity" of all that is found in a chart.
std::vector<std::string> found(FileMap chart) {
  chart.try_emplace("Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
  const MemoryFiles files(std::move(chart));
  const auto result = run(files, RunOptions());
  if (!result) return {result.error().message};
  std::vector<std::string> all;
  const SourceMap& sources = *result->sources;
  for (const Finding& finding : result->report.findings)
    all.push_back(fmt::format("{}:{} {} {}", sources.name(finding.at.source),
                              sources.position(finding.at.source, finding.at.begin).line,
                              finding.rule->id, severity_name(finding.severity)));
  return all;
}

/// A Pod with one variable, in line 6.
std::string pod(std::string_view name, std::string_view value) {
  return fmt::format(
      "apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec:\n"
      "  containers: [{{name: c, image: i, env: [\n    {{name: {}, value: {}}}]}}]\n",
      name, value);
}

std::string secret(std::string_view data, std::string_view metadata = "name: auth") {
  return fmt::format("apiVersion: v1\nkind: Secret\nmetadata: {{{}}}\n{}\n", metadata, data);
}

TEST(Printed, AVerbThatNoValueFitsIsFoundInTheTemplate) {
  const auto at = [](std::string_view expression, std::string_view values = "num: 1\ns: a\n") {
    return found(
        {{"values.yaml", std::string(values)},
         {"templates/web.yaml", pod("LEVEL", fmt::format("{{{{ {} | quote }}}}", expression))}});
  };
  const auto in_template = ElementsAre("templates/web.yaml:6 helm/no-value error");
  EXPECT_THAT(at(R"(printf "%d" .Values.num)"), in_template);
  EXPECT_THAT(at(R"(printf "%d" .Values.s)"), in_template);
  EXPECT_THAT(at(R"(printf "%s %s" .Values.s)"), in_template);
  EXPECT_THAT(at(R"(printf "%s" .Values.s .Values.num)"), in_template);
  EXPECT_THAT(at(R"(printf "100%")"), in_template);
  EXPECT_THAT(at(R"(printf "%s" .Values.none)"), IsEmpty()) << "it may be given";
  EXPECT_THAT(at(R"(printf "%s" .Values.num)"), ElementsAre("values.yaml:1 helm/no-value error"));
  EXPECT_THAT(at(R"(printf "%v %d %%" .Values.num (int .Values.num))"), IsEmpty());
}

TEST(Printed, WhatOnlyLooksLikeAMarkIsNone) {
  EXPECT_THAT(found({{"values.yaml", "a: '%!d(float64=1)'\nb: 'map[a:1]'\nc: 1e+06\n"},
                     {"templates/web.yaml", pod("LEVEL", "{{ .Values.a | quote }}")},
                     {"templates/more.yaml", pod("MORE", "{{ .Values.b | quote }}")},
                     {"templates/most.yaml", pod("MOST", "'{{ .Values.c }} %!s(int=1)'")}}),
              IsEmpty());
}

TEST(Printed, AnAbsentValueIsFoundWhereAnAddressIsNeeded) {
  const auto at = [](std::string_view name, std::string_view value,
                     std::string_view values = "a: 1\n") {
    return found({{"values.yaml", std::string(values)}, {"templates/web.yaml", pod(name, value)}});
  };
  const auto in_template = ElementsAre("templates/web.yaml:6 helm/no-value error");
  EXPECT_THAT(at("REDIS_HOST", "{{ .Values.host }}"), in_template);
  EXPECT_THAT(at("REDIS_HOST", "{{ .Values.host | quote }}"), in_template);
  EXPECT_THAT(at("REDIS_HOST", "\"{{ .Values.host }}\""), in_template);
  EXPECT_THAT(at("REDIS_HOST", "{{ .Values.cache.host | quote }}", "cache: {post: 1}\n"),
              ElementsAre("templates/web.yaml:6 helm/no-value error",
                          "values.yaml:1 helm/value-never-read warning"));
  EXPECT_THAT(at("GREETING", "{{ .Values.host | quote }}"), IsEmpty());
  EXPECT_THAT(at("REDIS_HOST", "{{ .Values.host | default \"\" | quote }}"), IsEmpty());
  EXPECT_THAT(at("REDIS_HOST", "{{ .Values.host | quote }}", "host:\n"), IsEmpty())
      << "to be filled";
  EXPECT_THAT(at("REDIS_URL", "redis://{{ .Values.host }}:6379"),
              ElementsAre("templates/web.yaml:6 helm/no-value error"));
  EXPECT_THAT(at("REDIS_URL", "redis://{{ .Values.host }}:6379", "host:\n"), IsEmpty());
  EXPECT_THAT(at("REDIS_URL", "redis://{{ .Values.host }}:{{ .Values.port }}", "host: \"\"\n"),
              IsEmpty())
      << "the port is none that anybody gives, the host is to be filled";
  EXPECT_THAT(at("REDIS_HOST", "{{ if .Values.host }}a{{ end }}"), IsEmpty());
}

TEST(Printed, AListOfOneReadsAsTheListThatItWas) {
  const auto at = [](std::string_view values) {
    return found({{"values.yaml", std::string(values)},
                  {"templates/web.yaml",
                   "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n"
                   "  containers: [{name: c, image: i, args: {{ .Values.args }} }]\n"}});
  };
  EXPECT_THAT(at("args: [run]\n"), IsEmpty());
  EXPECT_THAT(at("args: []\n"), IsEmpty());
  EXPECT_THAT(at("args: [run, now]\n"), ElementsAre("values.yaml:1 helm/value-type error"));
}

TEST(Printed, NumbersByThemselvesAreTheSameInEitherForm) {
  const auto at = [](std::string_view text) {
    return found(
        {{"values.yaml", "num: 1048576\n"},
         {"templates/web.yaml",
          "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n" + std::string(text)}});
  };
  const auto at_leaf = ElementsAre("values.yaml:1 helm/number-printed-as-float error");
  EXPECT_THAT(at("  max: {{ .Values.num | quote }}\n"), at_leaf);
  EXPECT_THAT(at("  conf: |\n    maxmemory {{ .Values.num }}\n    a b\n"), at_leaf);
  EXPECT_THAT(at("  conf.yaml: |\n    a: b\n    max: {{ .Values.num }}\n"), IsEmpty());
  EXPECT_THAT(at("  max: {{ int .Values.num | quote }}\n"), IsEmpty());
}

TEST(Printed, BracesThatAreNotHelmsStay) {
  const auto at = [](std::string_view value, std::string_view kind = "v1\nkind: ConfigMap") {
    return found(
        {{"values.yaml", fmt::format("text: '{}'\n", value)},
         {"templates/web.yaml", fmt::format("apiVersion: {}\nmetadata: {{name: web}}\ndata:\n"
                                            "  text: {{{{ .Values.text | quote }}}}\n",
                                            kind)}});
  };
  EXPECT_THAT(at("{{ .Release.Name }}-a"),
              ElementsAre("values.yaml:1 helm/expression-in-values error"));
  EXPECT_THAT(at("{{ $labels.job }}"), IsEmpty());
  EXPECT_THAT(at("{{ .password }}"), IsEmpty());
  EXPECT_THAT(at("{{ .Release.Name }}", "argoproj.io/v1alpha1\nkind: Workflow"), IsEmpty());
}

TEST(Printed, WhatChangesAtEveryUpgradeIsFoundWhereSomethingIsLost) {
  const auto at = [](std::string template_text, std::string_view values = "a: ''\n") {
    return found({{"values.yaml", std::string(values)}, {"templates/s.yaml", template_text}});
  };
  const auto note = ElementsAre("templates/s.yaml:4 helm/changes-every-render note");
  EXPECT_THAT(at(secret("stringData: {p: '{{ randAlphaNum 9 }}'}")), note);
  EXPECT_THAT(at(secret("data: {p: '{{ randAlphaNum 9 | b64enc }}'}")), note);
  EXPECT_THAT(at(secret("data: {p: '{{ printf \"a:%s\" uuidv4 | b64enc }}'}")), note);
  EXPECT_THAT(at(secret("data: {p: '{{ default (randAlphaNum 9) .Values.a | b64enc }}'}")),
              ElementsAre("templates/s.yaml:4 helm/changes-every-render note"));
  EXPECT_THAT(
      at(secret("data: {p: '{{ default (randAlphaNum 9) .Values.a | b64enc }}'}"), "a: b\n"),
      IsEmpty());
  EXPECT_THAT(at(secret("data: {}", "name: auth, annotations: {a: '{{ randAlphaNum 9 }}'}")),
              IsEmpty());
  EXPECT_THAT(at(secret("stringData: {p: '{{ randAlphaNum 9 }}'}",
                        "name: a, annotations: {helm.sh/hook: pre-install}")),
              IsEmpty());
  EXPECT_THAT(at("{{ $old := lookup \"v1\" \"Secret\" \"a\" \"b\" }}\n" +
                 secret("stringData: {p: '{{ randAlphaNum 9 }}'}")),
              IsEmpty());
}

TEST(Printed, ATemplateErrorIsToldWhereTheValuesAreAllThereAre) {
  const std::string needs = "a: {{ required \"say `needed`\" .Values.needed }}\n";
  const std::string deep = "a: {{ .Values.cache.host.name }}\n";
  const std::string other = pod("REDIS_HOST", "{{ .Values.host }}");
  EXPECT_THAT(
      found({{"values.yaml", "a: 1\n"}, {"templates/a.yaml", needs}, {"templates/b.yaml", deep}}),
      IsEmpty())
      << "more may be given";
  const std::string application =
      "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web}\nspec:\n"
      "  source: {repoURL: 'https://git.example.org/a.git', path: chart, targetRevision: HEAD}\n"
      "  destination: {namespace: web}\n";
  const auto deployed = found({{"app.yaml", application},
                               {"Chart.yaml", "nothing: here\n"},
                               {"chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n"},
                               {"chart/values.yaml", "a: 1\n"},
                               {"chart/templates/a.yaml", needs},
                               {"chart/templates/b.yaml", deep},
                               {"chart/templates/c.yaml", other}});
  EXPECT_THAT(deployed, Contains("chart/templates/a.yaml:1 helm/template-error error"));
  EXPECT_THAT(deployed, Contains("chart/templates/b.yaml:1 helm/template-error error"));
  EXPECT_THAT(deployed, Contains("chart/templates/c.yaml:6 helm/no-value error"))
      << "a template that fails hides no other";
}

TEST(Printed, OfAValuesSetOfCiADocumentIsTold) {
  const std::string needs = "a: {{ required \"say `needed`\" .Values.needed }}\n";
  const std::string broken = "a:\n  b: 1\n{{ .Values.more }}\n";
  const auto with = [&](const std::string& text) {
    return found({{"values.yaml", "more: \"\"\nneeded: \"\"\n"},
                  {"ci/more-values.yaml", "more: \"  c: 1\\n d: 2\"\n"},
                  {"templates/a.yaml", text}});
  };
  EXPECT_THAT(with(needs), IsEmpty()) << "a workflow may give it besides";
  EXPECT_THAT(with(broken), ElementsAre(HasSubstr("helm/template-error error")));
}

TEST(Printed, WhatNoValuesCanMendIsAlwaysTold) {
  EXPECT_THAT(found({{"templates/a.yaml", "a: {{ if .Values.a }}\n"}}),
              ElementsAre(HasSubstr("helm/template-error error")));
  EXPECT_THAT(found({{"templates/a.yaml", "\na: {{ noSuchFunction .Values.a }}\n"}}),
              ElementsAre("templates/a.yaml:2 helm/template-error error"));
}

TEST(Printed, WhatADependencyThatIsNowhereMayGiveIsNotMissed) {
  // What installs the chart gives it no other values, so that what it lacks is told.
  const auto installed = [](std::string_view dependency, std::string_view value) {
    return found(
        {{"chart/Chart.yaml",
          fmt::format("apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n"
                      "- {{name: redis, alias: {}, version: 1.0.0, repository: 'https://x.org'}}\n",
                      dependency)},
         {"chart/values.yaml", "cache: {enabled: true}\n"},
         {"chart/templates/web.yaml", pod("REDIS_PORT", fmt::format("{{{{ {} }}}}", value))},
         {"app.yaml",
          "apiVersion: argoproj.io/v1alpha1\nkind: Application\n"
          "metadata: {name: web, namespace: argocd}\nspec:\n"
          "  source: {repoURL: 'https://git.example.org/a/b', path: chart}\n"
          "  destination: {namespace: web}\n"}});
  };
  EXPECT_THAT(installed("cache", ".Values.cache.service.port"), IsEmpty());
  EXPECT_THAT(installed("cache", ".Values.cache.port"), IsEmpty());
  EXPECT_THAT(installed("other", ".Values.cache.service.port"),
              Contains(HasSubstr("helm/template-error error")));
  EXPECT_THAT(installed("other", ".Values.cache.port"), Contains(HasSubstr("helm/no-value")));
}

}  // namespace
}  // namespace fairlead::testing
