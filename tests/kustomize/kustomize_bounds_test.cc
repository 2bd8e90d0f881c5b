// What a build may take and read, whatever its files say.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "deploy/kustomize/build/build.h"
#include "kustomize/tree_inputs.h"

namespace fairlead::kustomize {
namespace {

/// What is wrong with a build of these files that goes on whatever is wrong; nothing that lies
/// above the root may be asked for.
std::vector<Fault::Kind> faults(const std::map<std::string, std::string>& texts) {
  SourceMap sources;
  Arena arena;
  TreeInputs inputs(texts, sources);
  BuildOptions options;
  options.goes_on = options.any_path = true;
  Build build(inputs, options, sources, arena);
  build.build("over");
  for (const std::string& path : build.reads())
    EXPECT_TRUE(path.starts_with("over") || path.starts_with("base")) << path;
  std::vector<Fault::Kind> kinds;
  for (const Fault& fault : build.faults()) kinds.push_back(fault.kind);
  return kinds;
}

bool is_too_much(const std::map<std::string, std::string>& texts) {
  return std::ranges::count(faults(texts), Fault::Kind::too_much) > 0;
}

constexpr const char* map_of_one = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: ";

TEST(KustomizeBounds, NothingOutsideIsRead) {
  const auto kinds =
      faults({{"over/kustomization.yaml",
               "resources: [../../etc/passwd, /etc/passwd]\nconfigMapGenerator: [{name: c, files: "
               "[../../etc/passwd, k=/etc/hostname], envs: [../../x.env]}]\n"
               "patches: [{path: ../../p.yaml, target: {name: c}}]\ncomponents: [../../c]\n"}});
  EXPECT_EQ(std::ranges::count(kinds, Fault::Kind::outside), 7);
}

TEST(KustomizeBounds, TextsThatDouble) {
  std::string overlay = "resources: [c.yaml]\nreplacements:\n";
  for (int i = 0; i < 60; ++i)
    overlay +=
        "  - {source: {kind: ConfigMap, fieldPath: data.a}, targets: [{select: {kind: ConfigMap}, "
        "fieldPaths: [data.a], options: {delimiter: '|', index: -1}}]}\n";
  EXPECT_TRUE(is_too_much(
      {{"over/kustomization.yaml", overlay},
       {"over/c.yaml", fmt::format("{}{{a: {}}}\n", map_of_one, std::string(1000, 'x'))}}));
}

TEST(KustomizeBounds, BasesThatDouble) {
  std::map<std::string, std::string> files{{"over/kustomization.yaml", "resources: [../base/0]\n"}};
  for (int i = 0; i < 30; ++i) {
    files[fmt::format("base/{}/kustomization.yaml", i)] =
        i == 29 ? "resources: [c.yaml]\n" : fmt::format("resources: [../l{0}, ../r{0}]\n", i + 1);
    for (const char side : {'l', 'r'})
      files[fmt::format("base/{}{}/kustomization.yaml", side, i)] =
          fmt::format("resources: [../{}]\nnamePrefix: {}-\n", i, side);
  }
  files["base/29/c.yaml"] = fmt::format("{}{{a: b}}\n", map_of_one);
  EXPECT_TRUE(is_too_much(files));
}

TEST(KustomizeBounds, ManyLabelsOfManyObjects) {
  std::string labels = "resources: [c.yaml]\ncommonLabels:\n", objects;
  for (int i = 0; i < 5000; ++i) labels += fmt::format("  k{}: v\n", i);
  for (int i = 0; i < 500; ++i)
    objects += fmt::format("---\napiVersion: v1\nkind: Service\nmetadata: {{name: c{}}}\n", i);
  EXPECT_TRUE(is_too_much({{"over/kustomization.yaml", labels}, {"over/c.yaml", objects}}));
}

}  // namespace
}  // namespace fairlead::kustomize
