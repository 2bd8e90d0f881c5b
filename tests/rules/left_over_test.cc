// Kustomizations that nothing deploys, where most are deployed: what is found there is a note.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "run/run.h"

namespace fairlead {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using FileMap = std::map<std::string, std::string>;

/// "path rule severity: help" of what is found.
std::vector<std::string> found(FileMap all) {
  const MemoryFiles files(std::move(all));
  const auto result = run(files, {});
  if (!result) return {result.error().message};
  std::vector<std::string> made;
  for (const Finding& finding : result->report.findings)
    made.push_back(fmt::format("{} {} {}: {}", result->sources->name(finding.at.source),
                               finding.rule->id, severity_name(finding.severity), finding.help));
  return made;
}

std::string application(std::string_view name, std::string_view path) {
  return fmt::format(
      "apiVersion: argoproj.io/v1alpha1\nkind: Application\n"
      "metadata: {{name: {}, namespace: argocd}}\nspec:\n"
      "  source: {{repoURL: 'https://git.example.org/a/b', path: {}}}\n"
      "  destination: {{namespace: web}}\n",
      name, path);
}

constexpr const char* config_map =
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: b}\n";

TEST(LeftOver, WhatNothingDeploysIsToldAsANote) {
  FileMap files{{"a/kustomization.yaml", "resources: [c.yaml]\n"},
                {"a/c.yaml", config_map},
                {"old/kustomization.yaml", "resources: [gone.yaml]\n"},
                {"apps.yaml", application("a", "a")}};
  EXPECT_THAT(found(files),
              ElementsAre(HasSubstr("old/kustomization.yaml kustomize/resource-missing note: ")));
  EXPECT_THAT(found(files), ElementsAre(HasSubstr("no Application or Flux Kustomization here "
                                                  "deploys `old`")));
  files["apps.yaml"] = application("old", "old");
  EXPECT_THAT(found(files), ElementsAre(HasSubstr("kustomize/resource-missing error: ")));
}

TEST(LeftOver, WhereFewAreDeployedOthersMayBeToo) {
  EXPECT_THAT(found({{"a/kustomization.yaml", "resources: [c.yaml]\n"},
                     {"a/c.yaml", config_map},
                     {"b/kustomization.yaml", "resources: [../a/c.yaml]\n"},
                     {"old/kustomization.yaml", "resources: [gone.yaml]\n"},
                     {"apps.yaml", application("a", "a")}}),
              ::testing::Contains(HasSubstr("kustomize/resource-missing error: ")));
}

TEST(LeftOver, WhatItsFilesGiveAwayStaysAsItIs) {
  EXPECT_THAT(
      found({{"a/kustomization.yaml", "resources: [c.yaml]\n"},
             {"a/c.yaml", config_map},
             {"old/kustomization.yaml", "resources: [pod.yaml]\n"},
             {"old/pod.yaml",
              "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, "
              "image: i, env: [{name: REDIS_PASSWORD, value: s3cret-of-queue-9}]}]}\n"},
             {"apps.yaml", application("a", "a")}}),
      ElementsAre(HasSubstr("old/pod.yaml secret/plaintext-credential warning: ")));
}

TEST(LeftOver, ANamespaceThatAPatchDoesNotNameIsTold) {
  const MemoryFiles files(
      {{"base/kustomization.yaml", "resources: [c.yaml]\n"},
       {"base/c.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: n}\n"},
       {"over/kustomization.yaml", "resources: [../base]\npatches: [{path: p.yaml}]\n"},
       {"over/p.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: b}\n"}});
  const auto result = run(files, {});
  ASSERT_EQ(result->report.findings.size(), 1u);
  const Finding& finding = result->report.findings[0];
  EXPECT_THAT(finding.message, HasSubstr("it is in the namespace `n`, and none is named here"));
  ASSERT_EQ(finding.labels.size(), 1u);
  EXPECT_EQ(result->sources->text(finding.labels[0].at), "n");
}

}  // namespace
}  // namespace fairlead
