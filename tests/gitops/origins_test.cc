// Who is to be asked about what Flux and Argo CD put together: the place that a person would edit.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "gitops/built_units.h"

namespace fairlead::gitops {
namespace {

using ::testing::ElementsAre;

/// Finds objects and values of what is deployed of some files.
class Deployed {
 public:
  explicit Deployed(std::map<std::string, std::string> files)
      : disk_(std::move(files)), units_(disk_, written_) {}

  /// "path bytes" of who is to be asked about a value, the way to it separated by `/`.
  std::string blame(std::string_view kind, std::string_view path) const {
    for (const BuiltUnits::Built& built : units_.all()) {
      if (!built.is_deployed) continue;
      for (const Resource& resource : built.rendered.resources) {
        if (resource.kind != kind) continue;
        Ref at = resource.root;
        for (std::size_t from = 0; from <= path.size();) {
          const std::size_t end = std::min(path.find('/', from), path.size());
          at = at[path.substr(from, end - from)];
          from = end + 1;
        }
        return written(built.texts->sources, at.span());
      }
    }
    return "nothing";
  }
  /// The releases of charts that are deployed: "namespace/name set".
  std::vector<std::string> releases() const {
    std::vector<std::string> all;
    for (const BuiltUnits::Built& built : units_.all())
      if (built.is_deployed && built.unit.release)
        all.push_back(fmt::format("{}/{} {}", built.unit.release_namespace, *built.unit.release,
                                  built.unit.set));
    return all;
  }
  std::vector<std::string> faults() const {
    std::vector<std::string> all;
    for (const BuiltUnits::Built& built : units_.all())
      for (const VariableFault& fault : built.rendered.variable_faults)
        all.push_back(fmt::format("{} {}{}", written(built.texts->sources, fault.at), fault.name,
                                  fault.refusal));
    return all;
  }

 private:
  static std::string written(const SourceMap& sources, Span at) {
    const Span edit = sources.blame(at).edit;
    if (!edit.is_place()) return "nobody";
    return fmt::format("{}:{} {}", sources.name(edit.source),
                       sources.position(edit.source, edit.begin).line, sources.text(edit));
  }

  SourceMap written_;
  const MemoryFiles disk_;
  const BuiltUnits units_;
};

std::string kustomization(std::string_view build) {
  return fmt::format(
      "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
      "metadata: {{name: apps, namespace: flux-system}}\n"
      "spec:\n  path: ./apps\n  sourceRef: {{kind: GitRepository, name: flux-system}}\n"
      "  postBuild: {}\n",
      build);
}
constexpr const char* pod =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: n}\n"
    "spec:\n  host: ${HOST}\n  url: redis://${HOST}:${PORT:=6380}/0\n  own: as it is\n";
constexpr const char* variables =
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: vars, namespace: flux-system}\n"
    "data:\n  HOST: cache\n";

TEST(GitopsOrigins, AVariableLeadsToItsValue) {
  const Deployed made(
      {{"flux/apps.yaml", kustomization("{substitute: {HOST: queue}}")}, {"apps/pod.yaml", pod}});
  EXPECT_EQ(made.blame("Pod", "spec/host"), "flux/apps.yaml:7 queue");
  EXPECT_EQ(made.blame("Pod", "spec/own"), "apps/pod.yaml:7 as it is");
}

TEST(GitopsOrigins, AVariableOfAConfigMapLeadsThere) {
  const Deployed made(
      {{"flux/apps.yaml", kustomization("{substituteFrom: [{kind: ConfigMap, name: vars}]}")},
       {"settings/vars.yaml", variables},
       {"apps/pod.yaml", pod}});
  EXPECT_EQ(made.blame("Pod", "spec/host"), "settings/vars.yaml:5 cache");
}

TEST(GitopsOrigins, ADefaultLeadsToWhereItStands) {
  const Deployed made(
      {{"flux/apps.yaml", kustomization("{substitute: {HOST: queue}}")},
       {"apps/pod.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {port: '${PORT:=6380}'}\n"}});
  EXPECT_EQ(made.blame("Pod", "spec/port"), "apps/pod.yaml:4 6380");
}

TEST(GitopsOrigins, WhatIsNotGivenIsTold) {
  const Deployed made(
      {{"flux/apps.yaml", kustomization("{substitute: {X: y}}")}, {"apps/pod.yaml", pod}});
  EXPECT_THAT(made.faults(),
              ElementsAre("apps/pod.yaml:5 ${HOST} HOST", "apps/pod.yaml:6 ${HOST} HOST"));
  EXPECT_THAT(Deployed({{"flux/apps.yaml",
                         kustomization("{substituteFrom: [{kind: Secret, name: elsewhere}]}")},
                        {"apps/pod.yaml", pod}})
                  .faults(),
              ElementsAre())
      << "who knows what the Secret has";
  EXPECT_THAT(
      Deployed({{"flux/apps.yaml", kustomization("{substituteFrom: [{kind: Secret, name: s}]}")},
                {"flux/s.yaml",
                 "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: flux-system}\n"
                 "stringData: {HOST: 'ENC[x]'}\nsops: {mac: x}\n"},
                {"apps/pod.yaml", pod}})
          .faults(),
      ElementsAre())
      << "SOPS leaves the names";
}

std::string application_set(std::string_view generators, std::string_view path) {
  return fmt::format(
      "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {{name: all}}\n"
      "spec:\n  generators:\n{}  template:\n    metadata: {{name: '{{{{name}}}}-web'}}\n"
      "    spec:\n      destination: {{namespace: '{{{{name}}}}'}}\n      source:\n"
      "        repoURL: https://git.example.org/a/b.git\n        path: {}\n"
      "        helm: {{parameters: [{{name: port, value: '{{{{port}}}}'}}]}}\n",
      generators, path);
}
constexpr const char* service =
    "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{{ .Values.port }}], at: "
    "{{ .Values.port }}}\n";

TEST(GitopsOrigins, AnElementOfAnApplicationSet) {
  const Deployed made({{"argo/set.yaml", application_set("  - list:\n      elements:\n"
                                                         "      - {name: prod, port: '6379'}\n"
                                                         "      - {name: test, port: '6380'}\n",
                                                         "charts/web")},
                       {"charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n"},
                       {"charts/web/values.yaml", "port: 1\n"},
                       {"charts/web/templates/s.yaml", service}});
  EXPECT_THAT(made.releases(), ElementsAre("prod/prod-web Application prod-web",
                                           "test/test-web Application test-web"));
}

TEST(GitopsOrigins, AFileOfAnApplicationSet) {
  const Deployed made({{"argo/set.yaml",
                        application_set("  - git:\n      repoURL: https://git.example.org/a/b.git\n"
                                        "      files: [{path: 'env/*/config.json'}]\n",
                                        "charts/web")},
                       {"env/prod/config.json", "{\"name\": \"prod\",\n \"port\": \"6378\"}\n"},
                       {"charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n"},
                       {"charts/web/templates/s.yaml", service}});
  EXPECT_THAT(made.releases(), ElementsAre("prod/prod-web Application prod-web"));
}

TEST(GitopsOrigins, AReleaseWithATargetNamespaceIsCalledAfterIt) {
  const std::string release =
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n"
      "metadata: {name: web, namespace: flux-system}\nspec:\n  targetNamespace: jobs\n"
      "  chart: {spec: {chart: ./charts/web, sourceRef: {kind: GitRepository, name: f}}}\n";
  EXPECT_THAT(Deployed({{"flux/web.yaml", release},
                        {"charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n"},
                        {"charts/web/templates/s.yaml", service}})
                  .releases(),
              ElementsAre("jobs/jobs-web HelmRelease flux-system/web"));
}

}  // namespace
}  // namespace fairlead::gitops
