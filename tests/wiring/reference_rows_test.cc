// Every row of the table of references, broken in each way that it can be, at its exact bytes.
#include "facts/references/reference_rows.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "deploy/manifests/manifests.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The first of several forms of a path.
std::string_view first_form(std::string_view path) { return path.substr(0, path.find('|')); }

/// A value below keys: `{spec: {rules: [{a: 1}]}}` of "spec.rules[].a".
std::string nested(std::string_view path, std::string value) {
  path = first_form(path);
  if (path.empty()) return value;
  const auto dot = path.rfind('.');
  std::string_view key = path.substr(dot == std::string_view::npos ? 0 : dot + 1);
  const std::string_view before = dot == std::string_view::npos ? "" : path.substr(0, dot);
  if (key.ends_with("[]")) {
    key.remove_suffix(2);
    value = fmt::format("[{}]", value);
  }
  return nested(before, fmt::format("{{{}: {}}}", key, value));
}

/// Two mappings in one.
std::string merged(std::string_view a, std::string_view b) {
  if (a.empty()) return std::string(b);
  return fmt::format("{}, {}", a.substr(0, a.size() - 1), b.substr(1));
}

std::string object(std::string_view kind, std::string_view name, std::string_view space,
                   std::string_view more) {
  const auto slash = kind.rfind('/');
  const std::string version =
      slash == std::string_view::npos ? "v1" : fmt::format("{}/v1", kind.substr(0, slash));
  const std::string head =
      fmt::format("{{apiVersion: {}, kind: {}, metadata: {{name: {}, namespace: {}}}}}", version,
                  short_kind(kind), name, space);
  return more.empty() ? head : merged(head, more);
}

constexpr std::string_view part = "right";
constexpr std::string_view port = "80";

std::string_view part_of(const ReferenceRow& row) { return row.to == "Service" ? port : part; }

std::string target(const ReferenceRow& row, std::string_view name, std::string_view space) {
  std::string more;
  if (row.to == "Service") more = "{spec: {ports: [{port: 80}]}}";
  if (row.to == "Secret") more = "{stringData: {right: x}}";
  if (row.to == "ConfigMap") more = "{data: {right: x}}";
  if (const std::string_view path = parts_path(row.to); !path.empty())
    more = nested(path, std::string(part));
  return object(row.to, name, space, more);
}

std::string referrer(const ReferenceRow& row, std::string_view name, std::string_view asked) {
  std::string at(name);
  if (!row.name.empty()) {
    at = nested(row.name, at);
    if (!row.part.empty()) at = merged(at, nested(row.part, std::string(asked)));
    if (!row.namespace_at.empty()) at = merged(at, nested(row.namespace_at, "shop"));
  }
  const bool is_pod = row.by == "PodSpec";
  const std::string body = nested(row.at, at);
  return is_pod ? object("Pod", "web", "shop", fmt::format("{{spec: {}}}", body))
                : object(row.by, "web", "shop", body);
}

/// What the rules of references find in a repository of these files.
std::vector<std::string> found(FileMap files) {
  return found_places(run(MemoryFiles(files), {}), "reference/");
}

std::vector<std::string> found(const std::string& referrer, const std::string& target) {
  return found({{"a.yaml", referrer}, {"b.yaml", target}});
}

class ReferenceRows : public ::testing::TestWithParam<ReferenceRow> {};

TEST_P(ReferenceRows, IsSilentWhereTheTargetIsThere) {
  const ReferenceRow& row = GetParam();
  EXPECT_THAT(
      found(referrer(row, "frontend-main", part_of(row)), target(row, "frontend-main", "shop")),
      IsEmpty());
}

TEST_P(ReferenceRows, FindsAMisspeltName) {
  const ReferenceRow& row = GetParam();
  EXPECT_THAT(
      found(referrer(row, "frontned-main", part_of(row)), target(row, "frontend-main", "shop")),
      ElementsAre("a.yaml frontned-main"));
}

TEST_P(ReferenceRows, FindsATargetInAnotherNamespace) {
  const ReferenceRow& row = GetParam();
  const auto all = found(referrer(row, "frontend-main", part_of(row)),
                         target(row, "frontend-main", "elsewhere"));
  if (is_cluster_scoped(short_kind(row.to)))
    EXPECT_THAT(all, IsEmpty()) << "it is in none";
  else
    EXPECT_THAT(all, ElementsAre("a.yaml frontend-main"));
}

TEST_P(ReferenceRows, FindsAMissingTargetOnlyWhereItIsDeployedBeside) {
  const ReferenceRow& row = GetParam();
  const auto all =
      found(referrer(row, "frontend-main", part_of(row)), target(row, "frontend-other", "shop"));
  if (row.origins == Origins::beside)
    EXPECT_THAT(all, ElementsAre("a.yaml frontend-main"));
  else
    EXPECT_THAT(all, IsEmpty());
}

TEST_P(ReferenceRows, FindsAPartThatTheTargetDoesNotHave) {
  const ReferenceRow& row = GetParam();
  if (row.part.empty()) return;  // nothing but the name is asked for
  const std::string_view wrong = row.to == "Service" ? "81" : "wrong";
  EXPECT_THAT(found(referrer(row, "frontend-main", wrong), target(row, "frontend-main", "shop")),
              ElementsAre(fmt::format("a.yaml {}", wrong)));
}

/// "spec_tls" for "spec.tls[]": a name of a test.
std::string plain(std::string_view path) {
  std::string made;
  for (const char c : path) made += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return made;
}

INSTANTIATE_TEST_SUITE_P(Of, ReferenceRows, ::testing::ValuesIn(reference_rows()),
                         [](const auto& each) {
                           return plain(fmt::format("{}_{}", each.param.by, each.param.at));
                         });

class InnerRows : public ::testing::TestWithParam<InnerRow> {};

std::vector<std::string> found_within(const InnerRow& row, std::string_view name) {
  const std::string both = merged(nested(row.at, std::string(name)), nested(row.among, "right"));
  const std::string spec = nested(row.around, both);
  return found({{"a.yaml", object("Pod", "web", "shop", fmt::format("{{spec: {}}}", spec))}});
}

TEST_P(InnerRows, FindsWhatIsNotAmongTheOthers) {
  EXPECT_THAT(found_within(GetParam(), "right"), IsEmpty());
  EXPECT_THAT(found_within(GetParam(), "wrong"), ElementsAre("a.yaml wrong"));
}

TEST_P(InnerRows, LeavesNumbersAlone) { EXPECT_THAT(found_within(GetParam(), "8080"), IsEmpty()); }

INSTANTIATE_TEST_SUITE_P(Of, InnerRows, ::testing::ValuesIn(inner_rows()), [](const auto& each) {
  return plain(fmt::format("{}_{}", each.param.around, each.param.at));
});

TEST(References, LooksForTheKindThatARolesRuleIsAbout) {
  constexpr std::string_view role = R"(apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {{name: reader, namespace: shop}}
rules: [{{resources: [{}], resourceNames: [frontned], verbs: [get]}}]
)";
  const std::string deployment = object("apps/Deployment", "frontend", "shop", "");
  EXPECT_THAT(found(fmt::format(role, "deployments, deployments/scale"), deployment),
              ElementsAre("a.yaml frontned"));
  EXPECT_THAT(found(fmt::format(role, "secrets"), deployment), IsEmpty());
  EXPECT_THAT(found(fmt::format(role, "deployments, secrets"), deployment), IsEmpty());
  EXPECT_THAT(found(fmt::format(role, "leases"), deployment), IsEmpty());
}

TEST(References, LooksForFilesThatAreMountedByThemselves) {
  constexpr std::string_view pod = R"(apiVersion: v1
kind: Pod
metadata: {{name: web, namespace: shop}}
spec:
  containers: [{{name: web, image: web, volumeMounts: [{{name: files, mountPath: /a, subPath: {}}}]}}]
  volumes: [{{name: files, configMap: {{name: web}}}}]
)";
  const std::string config = object("ConfigMap", "web", "shop", "{data: {app.conf: x}}");
  EXPECT_THAT(found(fmt::format(pod, "app.conf"), config), IsEmpty());
  EXPECT_THAT(found(fmt::format(pod, "app.cnf"), config), ElementsAre("a.yaml app.cnf"));
  EXPECT_THAT(found(fmt::format(pod, "conf.d/app.cnf"), config), IsEmpty());
}

TEST(References, LooksForSubsetsInTheRulesOfTheHost) {
  constexpr std::string_view service = R"(apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: web, namespace: shop}}
spec: {{http: [{{route: [{{destination: {{host: {}, subset: {}}}}}]}}]}}
)";
  const std::string rule =
      object("networking.istio.io/DestinationRule", "all", "shop",
             "{spec: {host: web.shop.svc.cluster.local, subsets: [{name: v1}, {name: v2}]}}") +
      "\n---\n" + object("Service", "web", "shop", "{spec: {ports: [{port: 80}]}}");
  EXPECT_THAT(found(fmt::format(service, "web", "v2"), rule), IsEmpty());
  EXPECT_THAT(found(fmt::format(service, "web", "v3"), rule), ElementsAre("a.yaml v3"));
  EXPECT_THAT(found(fmt::format(service, "other", "v3"), rule), IsEmpty());
}

TEST(References, TakesClaimTemplatesForVolumes) {
  EXPECT_THAT(found({{"a.yaml", R"(apiVersion: apps/v1
kind: StatefulSet
metadata: {name: redis}
spec:
  template:
    spec:
      containers: [{name: redis, image: redis, volumeMounts: [{name: data, mountPath: /data}]}]
  volumeClaimTemplates: [{metadata: {name: data}}]
)"}}),
              IsEmpty());
}

TEST(References, LooksForWhatTheValuesOfAChartNameThatIsNotInView) {
  constexpr std::string_view release = R"(apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: web, namespace: shop}}
spec:
  chart: {{spec: {{chart: web, version: 1.0.0, sourceRef: {{kind: HelmRepository, name: all}}}}}}
  values: {{app: {{main: {{{}}}}}}}
)";
  const std::string there =
      object("Secret", "frontend-main", "shop", "{stringData: {right: x}}") + "\n---\n" +
      object("ConfigMap", "frontend-conf", "shop", "{data: {right: x}}") + "\n---\n" +
      object("source.toolkit.fluxcd.io/HelmRepository", "all", "shop", "");
  const auto in = [&](std::string_view values) {
    return found(fmt::format(release, values), there);
  };
  EXPECT_THAT(in("env: [{valueFrom: {secretKeyRef: {name: frontend-main, key: right}}}]"),
              IsEmpty());
  EXPECT_THAT(in("env: [{valueFrom: {secretKeyRef: {name: frontend-main, key: wrong}}}]"),
              ElementsAre("a.yaml wrong"));
  EXPECT_THAT(in("A: {secretKeyRef: {name: frontned-main, key: right}}"),
              ElementsAre("a.yaml frontned-main"));
  EXPECT_THAT(in("A: {secretKeyRef: {name: frontned-main, key: right, optional: true}}"),
              IsEmpty());
  EXPECT_THAT(in("A: {configMapKeyRef: {name: frontend-conf, key: wrong}}"),
              ElementsAre("a.yaml wrong"));
  EXPECT_THAT(in("envFrom: [{secretRef: {name: frontned-main}}]"),
              ElementsAre("a.yaml frontned-main"));
  EXPECT_THAT(in("envFrom: [{configMapRef: {name: frontned-conf}}]"),
              ElementsAre("a.yaml frontned-conf"));
  EXPECT_THAT(in("envFrom: [{secretRef: {name: '{{ .Release.Name }}-x'}}]"), IsEmpty());
}

TEST(References, ReadsRowsOfTheProject) {
  const FileMap files{
      {"fairlead.yaml",
       "references:\n- {by: example.com/Widget, at: 'spec.stores[]', to: Secret, name: "
       "ref, part: key}\n"},
      {"a.yaml", object("example.com/Widget", "web", "shop",
                        "{spec: {stores: [{ref: frontned-main, key: right}, {ref: "
                        "frontend-main, key: wrong}]}}")},
      {"b.yaml", object("Secret", "frontend-main", "shop", "{stringData: {right: x}}")}};
  EXPECT_THAT(found(files), ElementsAre("a.yaml frontned-main", "a.yaml wrong"));
}

TEST(References, RefusesARowOfTheProjectThatSaysTooLittle) {
  EXPECT_THAT(found({{"fairlead.yaml", "references: [{by: Widget, at: spec.ref}]\n"}}),
              ElementsAre(::testing::HasSubstr("fairlead.yaml:1:14: a reference needs `to`")));
}

}  // namespace
}  // namespace fairlead::testing
