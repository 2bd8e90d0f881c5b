#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "deploy/kustomize/build/build.h"
#include "deploy/kustomize/objects/print.h"
#include "kustomize/tree_file.h"
#include "kustomize/tree_inputs.h"

namespace fairlead::kustomize {
namespace {

/// What is built of a tree as it is printed; nothing where it is refused.
std::optional<std::string> built(const std::map<std::string, std::string>& files) {
  SourceMap sources;
  Arena arena;
  TreeInputs inputs(files, sources);
  Build build(inputs, {}, sources, arena);
  const Objects objects = build.build("over");
  if (!build.faults().empty()) return std::nullopt;
  TextBuilder out;
  if (!print(objects, sources, arena, out)) return std::nullopt;
  return std::string(out.text());
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator(tree_folder))
    all.push_back(entry.path().stem().string());
  std::ranges::sort(all);
  return all;
}

class KustomizeTrees : public ::testing::TestWithParam<std::string> {};

TEST_P(KustomizeTrees, IsBuiltAsKustomizeDoes) {
  auto files = parts_of(fmt::format("{}/{}.txt", tree_folder, GetParam()));
  const bool is_refused = files.contains("refused");
  ASSERT_TRUE(is_refused != files.contains("expected")) << "run scripts/kustomize-trees";
  const std::string expected = files["expected"];
  files.erase("expected");
  files.erase("refused");
  const auto made = built(files);
  ASSERT_EQ(made.has_value(), !is_refused);
  if (made) {
    EXPECT_EQ(*made, expected);
  }
}

INSTANTIATE_TEST_SUITE_P(Trees, KustomizeTrees, ::testing::ValuesIn(names()), [](const auto& each) {
  std::string name = each.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(KustomizeTreesFolder, CoversMuch) { EXPECT_GE(names().size(), 60u); }

}  // namespace
}  // namespace fairlead::kustomize
