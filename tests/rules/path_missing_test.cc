// gitops/path-missing: when a path that is not here is one of this repository.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "run/run.h"

namespace fairlead {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using FileMap = std::map<std::string, std::string>;

std::vector<std::string> found(FileMap all) {
  const MemoryFiles files(std::move(all));
  const auto result = run(files, {});
  if (!result) return {result.error().message};
  std::vector<std::string> made;
  for (const Finding& finding : result->report.findings) {
    const SourceMap& sources = *result->sources;
    made.push_back(fmt::format("{} {}: {}", sources.name(finding.at.source),
                               sources.text(finding.at), finding.message));
  }
  return made;
}

std::string kustomization(std::string_view name, std::string_view path,
                          std::string_view source = "flux-system") {
  return fmt::format(
      "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
      "metadata: {{name: {}, namespace: flux-system}}\n"
      "spec: {{path: {}, sourceRef: {{kind: GitRepository, name: {}}}}}\n",
      name, path, source);
}

std::string application(std::string_view name, std::string_view source,
                        std::string_view url = "https://git.example.org/a/b.git") {
  return fmt::format(
      "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: {}}}\n"
      "spec:\n  destination: {{namespace: n}}\n  source: {{repoURL: '{}', {}}}\n",
      name, url, source);
}

constexpr const char* object = "apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n";

FileMap two(std::string missing) {
  return {{"clusters/a.yaml", kustomization("a", "./apps/a")},
          {"clusters/b.yaml", std::move(missing)},
          {"apps/a/x.yaml", object},
          {"apps/bee/x.yaml", object}};
}

TEST(PathMissing, WhereAnotherPathOfTheSourceIsHere) {
  EXPECT_THAT(found(two(kustomization("b", "./apps/b"))),
              ElementsAre("clusters/b.yaml ./apps/b: `apps/b` is not in this repository, so Flux "
                          "deploys nothing of Kustomization `b`"));
}

TEST(PathMissing, ButNotOfAnotherSource) {
  EXPECT_THAT(found(two(kustomization("b", "./apps/b", "other"))), IsEmpty());
  EXPECT_THAT(found(two(kustomization("b", "./apps/${CLUSTER}"))), IsEmpty());
  EXPECT_THAT(found(two(kustomization("b", "./"))), IsEmpty());
  EXPECT_THAT(found(two(kustomization("b", "./../b"))), IsEmpty());
}

TEST(PathMissing, ButNotWhereMostOfTheSourceIsElsewhere) {
  FileMap files = two(kustomization("b", "./apps/b"));
  files["clusters/c.yaml"] = kustomization("c", "./apps/c");
  EXPECT_THAT(found(files), IsEmpty());
}

TEST(PathMissing, ButNotWhereOneDirectoryAtTheRootIsAllThereIs) {
  EXPECT_THAT(found({{"a.yaml", application("a", "path: grafana")},
                     {"b.yaml", application("b", "path: stack")},
                     {"grafana/x.yaml", object}}),
              IsEmpty());
}

TEST(PathMissing, ButNotInAnArchive) {
  FileMap files = two(kustomization("b", "./apps/bee"));
  files["archive/c.yaml"] = kustomization("c", "./apps/c");
  EXPECT_THAT(found(files), IsEmpty());
}

TEST(PathMissing, ButNotWhatGitIgnoresOrASubmoduleHolds) {
  FileMap files = two(kustomization("b", "./apps/b"));
  files[".gitignore"] = "/apps/b/\n";
  EXPECT_THAT(found(files), IsEmpty());
}

TEST(PathMissing, OfApplicationsHoweverTheirRepositoryIsWritten) {
  const auto of = [](std::string_view url, std::string_view revision) {
    return found(
        {{"argocd/a.yaml", application("a", "path: apps/a")},
         {"argocd/b.yaml",
          application("b", fmt::format("targetRevision: '{}', path: apps/b", revision), url)},
         {"apps/a/x.yaml", object}});
  };
  for (const std::string_view url :
       {"https://git.example.org/a/b.git", "https://git.example.org/a/b/",
        "https://user:pass@git.example.org/A/b", "git@git.example.org:a/b.git",
        "ssh://git@git.example.org/a/b"})
    EXPECT_EQ(of(url, "HEAD").size(), 1u) << url;
  EXPECT_THAT(of("https://git.example.org/a/c", "HEAD"), IsEmpty());
  EXPECT_THAT(of("https://git.example.org/a/b", "v1.0.0"), IsEmpty()) << "of another commit";
}

TEST(PathMissing, ValuesFiles) {
  const auto with = [](std::string_view helm, bool other = true) {
    FileMap files = {{"argocd/web.yaml",
                      application("web", fmt::format("path: charts/web, helm: {{{}}}", helm))},
                     {"charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n"},
                     {"charts/web/values.yaml", "a: 1\n"},
                     {"charts/web/values-stage.yaml", "a: 1\n"}};
    if (other) files["argocd/a.yaml"] = application("a", "path: apps/a");
    files["apps/a/x.yaml"] = object;
    return found(files);
  };
  EXPECT_THAT(with("valueFiles: [values-prod.yaml]"),
              ElementsAre("argocd/web.yaml values-prod.yaml: `charts/web/values-prod.yaml` is not "
                          "in this repository, so Argo CD renders nothing of Application `web`"));
  EXPECT_THAT(with("valueFiles: [values.yaml, values-prod.yaml]", false), IsEmpty())
      << "any repository may have a charts/web with values.yaml";
  EXPECT_THAT(with("valueFiles: [values-stage.yaml, values-prod.yaml]", false),
              ElementsAre(HasSubstr("values-prod.yaml")));
  EXPECT_THAT(with("valueFiles: [values-prod.yaml], ignoreMissingValueFiles: true"), IsEmpty());
  EXPECT_THAT(with("valueFiles: ['https://x/values.yaml', 'values-$ARGOCD_ENV_X.yaml', 'v*.yaml']"),
              IsEmpty());
}

TEST(PathMissing, ValuesFilesOfAnotherSource) {
  const auto with = [](std::string_view url) {
    return found(
        {{"argocd/web.yaml",
          fmt::format("apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: "
                      "w}}\nspec:\n  destination: {{namespace: n}}\n  sources:\n"
                      "    - {{repoURL: 'https://charts.example.org', chart: web, "
                      "targetRevision: 1.0.0,\n       helm: {{valueFiles: [$here/values/w.yaml]}}}}"
                      "\n    - {{repoURL: '{}', ref: here}}\n",
                      url)},
         {"argocd/a.yaml", application("a", "path: apps/a")},
         {"argocd/b.yaml", application("b", "path: apps/b")},
         {"apps/a/x.yaml", object},
         {"apps/b/x.yaml", object}});
  };
  EXPECT_EQ(with("https://git.example.org/a/b").size(), 1u);
  EXPECT_THAT(with("https://git.example.org/other/b"), IsEmpty());
}

}  // namespace
}  // namespace fairlead
