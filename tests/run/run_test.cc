#include "run/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace fairlead {
namespace {

using testing::HasSubstr;

/// "path:line rule" of every finding.
std::vector<std::string> found(const RunResult& result) {
  std::vector<std::string> places;
  for (const Finding& finding : result.report.findings) {
    const Position at = result.sources->position(finding.at.source, finding.at.begin);
    places.push_back(fmt::format("{}:{} {}", result.sources->name(finding.at.source), at.line,
                                 finding.rule->id));
  }
  return places;
}

std::vector<std::string> found(std::map<std::string, std::string> files,
                               std::vector<std::string> paths = {""}) {
  const MemoryFiles disk(std::move(files));
  RunOptions options;
  options.paths = std::move(paths);
  const auto result = run(disk, options);
  EXPECT_TRUE(result);
  return result ? found(*result) : std::vector<std::string>();
}

std::string failure(std::map<std::string, std::string> files) {
  const auto result = run(MemoryFiles(std::move(files)), {});
  return result ? "no error" : result.error().message;
}

TEST(Run, SaysThatANamedLinkIsNotRead) {
  char pattern[] = "/tmp/fairlead-run-XXXXXX";
  const std::filesystem::path directory = mkdtemp(pattern);
  std::filesystem::create_symlink("/etc/passwd", directory / "a.yaml");
  RunOptions options;
  options.paths = {"a.yaml"};
  const auto result = run(DiskFiles(directory), options);
  std::filesystem::remove_all(directory);
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->report.findings.empty());
  ASSERT_EQ(result->report.summary.not_checked.size(), 1u);
  ASSERT_EQ(result->report.summary.unread.size(), 1u);
  EXPECT_EQ(result->report.summary.unread[0].reason,
            "`a.yaml` is a symbolic link, and none is followed");
}

TEST(Run, ReadsTheBaseOfAnOverlayThatAloneIsNamed) {
  const std::map<std::string, std::string> files = {
      {"overlay/kustomization.yaml", "resources: [../base]\n"},
      {"base/kustomization.yaml", "resources: [a.yaml, gone.yaml]\n"},
      {"base/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, name: b}\n"}};
  EXPECT_THAT(found(files, {"overlay"}),
              testing::ElementsAre("base/a.yaml:3 syntax/duplicate-key",
                                   "base/kustomization.yaml:1 kustomize/resource-missing"));
}

TEST(Run, EndsWhereKustomizationsNameEachOtherTwiceLevelByLevel) {
  std::map<std::string, std::string> files;
  for (int level = 0; level < 40; ++level) {
    for (const char side : {'a', 'b'}) {
      files[fmt::format("l{}{}/kustomization.yaml", level, side)] =
          fmt::format("resources: [../l{0}a, ../l{0}b]\n", level + 1);
    }
  }
  for (const char side : {'a', 'b'})
    files[fmt::format("l40{}/kustomization.yaml", side)] = "resources: []\n";
  const auto places = found(files);
  ASSERT_FALSE(places.empty());
  for (const std::string& place : places) EXPECT_THAT(place, HasSubstr("syntax/yaml"));
}

TEST(Run, ReportsACircleOfKustomizations) {
  EXPECT_THAT(found({{"a/kustomization.yaml", "resources: [../b]\n"},
                     {"b/kustomization.yaml", "resources: [../a]\n"}}),
              testing::ElementsAre("b/kustomization.yaml:1 kustomize/resource-missing"));
}

TEST(Run, ReadsNothingOutsideTheRoot) {
  EXPECT_THAT(found({{"kustomization.yaml", "resources: [../../etc/passwd]\n"}}),
              testing::ElementsAre("kustomization.yaml:1 kustomize/resource-missing"));
}

TEST(Run, NamesThePlaceOfAMistakeInTheConfiguration) {
  EXPECT_EQ(failure({{"sub/fairlead.yaml", "programs:\n  - workload: a\n    raeds: [X]\n"},
                     {"sub/a.yaml", "a: 1\n"}}),
            "sub/fairlead.yaml:3:5: a program has no key `raeds`; did you mean `reads`?");
  EXPECT_EQ(failure({{"fairlead.yaml", "severities: {syntax/yaml: loud}\n"}}),
            "fairlead.yaml:1:27: `loud` is no severity; use error, warning, note or off");
  EXPECT_EQ(failure({{"fairlead.yaml", "externals:\n  services: [{name: a, ports: [70000]}]\n"}}),
            "fairlead.yaml:2:32: `70000` is no port number");
}

TEST(Run, ReadsAStreamOfJsonObjects) {
  const std::string once =
      R"({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}})";
  EXPECT_TRUE(found({{"a.json", once + "\n" + once + "\n"}}).empty());
  EXPECT_THAT(found({{"a.json", once + "\n" + R"({"apiVersion": "v1", "a": 1, "a": 2})"}}),
              testing::ElementsAre("a.json:2 syntax/duplicate-key"));
}

TEST(Run, TellsAJsonManifestThatIsBroken) {
  const std::string places[] = {"{'apiVersion': 'v1', 'kind': 'Pod'}",
                                "{apiVersion: \"v1\", kind: \"Pod\"}",
                                R"({"apiVersion": "v1", "kind": "Pod",})"};
  for (const std::string& text : places)
    EXPECT_THAT(found({{"a.json", text}}), testing::ElementsAre("a.json:1 syntax/yaml")) << text;
  EXPECT_TRUE(found({{"tsconfig.json", "{\n// a comment\n\"a\": 1}\n"}}).empty());
}

/// An error in what is deployed, a note once a file elsewhere.
TEST(Run, TellsAMistakeByWhatDeploysTheFile) {
  const std::string broken = "a: @b\n---\na: @c\n";
  const MemoryFiles disk({{"notes.yml", broken},
                          {"k/kustomization.yaml", "resources: [list.yaml]\n"},
                          {"k/list.yaml", broken},
                          {"c/Chart.yaml", "name: c\n"},
                          {"c/values.yaml", "a: @b\n"},
                          {"m/a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: @b\n"}});
  const auto result = run(disk, {});
  ASSERT_TRUE(result);
  std::vector<std::string> told;
  for (const Finding& finding : result->report.findings) {
    told.push_back(fmt::format("{} {}", result->sources->name(finding.at.source),
                               severity_name(finding.severity)));
  }
  EXPECT_THAT(told, testing::ElementsAre("c/values.yaml error", "k/list.yaml error",
                                         "k/list.yaml error", "m/a.yaml error", "notes.yml note"));
  EXPECT_THAT(result->report.findings.back().message, HasSubstr("(and 1 more in this file)"));
}

TEST(Run, TurnsARuleOffAndExcludesPaths) {
  const std::string twice = "apiVersion: v1\nkind: ConfigMap\na: 1\na: 2\n";
  EXPECT_TRUE(
      found({{"a.yaml", twice}, {"fairlead.yaml", "severities: {syntax/duplicate-key: off}\n"}})
          .empty());
  EXPECT_THAT(
      found({{"a.yaml", twice}, {"old/b.yaml", twice}, {"fairlead.yaml", "exclude: [old]\n"}}),
      testing::ElementsAre("a.yaml:4 syntax/duplicate-key"));
}

}  // namespace
}  // namespace fairlead
