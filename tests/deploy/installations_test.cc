// What Argo CD's, Flux' and k3s' objects install, read once: where to, from where, with which
// values.
#include "deploy/installations.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "deploy/manifests/manifests.h"
#include "deploy/types/file_set.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The installations of one file's objects.
class Installed {
 public:
  explicit Installed(std::string text) : files_(disk_) {
    File& file = files_.add(sources_, "a.yaml", FileFormat::yaml, std::move(text));
    parse(file, sources_);
    add_manifests(file, rendered_.resources);
    read_installations({files_, sources_, arena_}, written_, rendered_);
  }

  const std::vector<Installation>& all() const { return rendered_.installations; }
  /// Each source, "namespace: path|chart repository version release".
  std::vector<std::string> sources() const {
    std::vector<std::string> lines;
    for (const Installation& each : all()) {
      for (const InstalledSource& source : each.sources) {
        lines.push_back(fmt::format("{}: {} {} {} {}", each.namespace_name,
                                    source.chart.empty() ? source.path : source.chart,
                                    source.repository, source.version,
                                    source.release.value_or("?")));
      }
    }
    return lines;
  }
  std::vector<std::string> paths() const {
    std::vector<std::string> all_paths;
    for (const Installation& each : all()) {
      for (const std::string& path : pointed_paths(each)) all_paths.push_back(path);
    }
    return all_paths;
  }

 private:
  const MemoryFiles disk_{FileMap{}};
  FileSet files_;
  const WrittenObjects written_;
  SourceMap sources_;
  Arena arena_;
  Rendered rendered_;
};

TEST(Installations, AnApplication) {
  const Installed read(
      "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: cache}\n"
      "spec:\n  destination: {namespace: shop}\n  sources:\n"
      "  - {repoURL: https://c, chart: redis, targetRevision: 1.2.3,\n"
      "     helm: {releaseName: r, valueFiles: [$v/a.yaml], valuesObject: {a: 1}, values: 'b: 2',\n"
      "            parameters: [{name: x.y, value: '1', forceString: true}]}}\n"
      "  - {repoURL: https://g, path: ./apps/web}\n"
      "  - {repoURL: https://g, ref: v}\n");
  EXPECT_THAT(read.sources(),
              ElementsAre("shop: redis https://c 1.2.3 r", "shop: ./apps/web https://g  cache",
                          "shop:  https://g  cache"));
  EXPECT_THAT(read.paths(), ElementsAre("apps/web"));
  const Installation& application = read.all().front();
  EXPECT_THAT(application.called, ElementsAre("cache", "redis", "r"));
  EXPECT_TRUE(application.one_of_many);
  const InstalledSource& chart = application.sources.front();
  EXPECT_THAT(chart.value_files, ElementsAre("$v/a.yaml"));
  ASSERT_EQ(chart.values.size(), 1u) << "of an object and a text Argo CD takes the object alone";
  EXPECT_EQ(chart.values[0].root["a"].text(), "1");
  EXPECT_TRUE(chart.parameters.front().is_string);
  EXPECT_TRUE(application.sources.back().files_only);
}

TEST(Installations, AnApplicationSetOfListsIsFilled) {
  const Installed read(
      "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\n"
      "spec:\n  generators:\n  - list: {elements: [{env: dev, ns: a}, {env: prod, ns: b}]}\n"
      "  template:\n    metadata: {name: 'web-{{env}}'}\n"
      "    spec:\n      destination: {namespace: '{{ ns }}'}\n"
      "      source: {path: 'overlays/{{env}}'}\n");
  EXPECT_THAT(read.sources(),
              ElementsAre("a: overlays/dev   web-dev", "b: overlays/prod   web-prod"));
  EXPECT_THAT(read.paths(), ElementsAre("overlays/dev", "overlays/prod"));
  EXPECT_FALSE(read.all()[0].anything);
}

TEST(Installations, AnApplicationSetOfOtherGeneratorsMayInstallAnything) {
  const Installed read(
      "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\n"
      "spec:\n  generators: [{git: {}}]\n"
      "  template: {spec: {destination: {namespace: n}, source: {path: apps}}}\n");
  ASSERT_EQ(read.all().size(), 1u);
  EXPECT_TRUE(read.all()[0].anything);
  EXPECT_EQ(read.all()[0].namespace_name, "n");
}

TEST(Installations, Flux) {
  const Installed read(
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n"
      "metadata: {name: cache, namespace: flux}\n"
      "spec: {targetNamespace: shop, valuesFrom: [{kind: ConfigMap, name: v}, {kind: Secret}],\n"
      "       values: {a: 1}, chart: {spec: {chart: redis, version: 1.x,\n"
      "         sourceRef: {kind: HelmRepository, name: h}}}}\n---\n"
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n"
      "metadata: {name: own, namespace: n}\nspec: {chart: {spec: {chart: ./charts/own}}}\n---\n"
      "apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: h}\n"
      "spec: {url: https://h}\n---\n"
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: v}\ndata: {values.yaml: 'b: 2'}\n---\n"
      "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\n"
      "spec: {path: ./apps}\n");
  EXPECT_THAT(read.sources(),
              ElementsAre("shop: redis https://h 1.x shop-cache", "n: own   own", ": ./apps   ?"));
  EXPECT_THAT(read.paths(), ElementsAre("charts/own", "apps"));
  const InstalledSource& cache = read.all()[0].sources[0];
  ASSERT_EQ(cache.values.size(), 2u);
  EXPECT_EQ(cache.values[0].root.text(), "b: 2");
  EXPECT_TRUE(cache.open_values) << "a Secret's values are not in view";
  EXPECT_TRUE(read.all()[2].plain);
}

TEST(Installations, K3s) {
  const Installed read(
      "apiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata: {name: c, namespace: "
      "kube-system}\n"
      "spec: {chart: bitnami/redis, repo: https://b, targetNamespace: n, valuesContent: 'a: 1'}\n");
  EXPECT_THAT(read.sources(), ElementsAre("n: redis https://b  c"));
  EXPECT_THAT(read.all()[0].called, ElementsAre("c", "redis"));
}

TEST(Installations, ObjectsOfTheSameNameAreNotTheirs) {
  const Installed read(
      "apiVersion: app.k8s.io/v1\nkind: Application\nmetadata: {name: a}\n---\n"
      "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: {name: a}\n");
  EXPECT_THAT(read.all(), IsEmpty());
}

}  // namespace
}  // namespace fairlead::testing
