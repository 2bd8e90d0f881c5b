// kustomize/resource-missing: a list of which little is there is one finding.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "run/run.h"

namespace fairlead {
namespace {

/// What is found in a kustomization that lists so many files, none of which is there.
std::vector<Finding> found(int count) {
  std::string list = "resources:\n";
  for (int i = 0; i < count; ++i) list += fmt::format("- f{}.yaml\n", i);
  const MemoryFiles files(std::map<std::string, std::string>{{"kustomization.yaml", list}});
  return run(files, {})->report.findings;
}

TEST(ResourceMissing, AFewAreToldOneByOne) {
  const auto findings = found(3);
  ASSERT_EQ(findings.size(), 3u);
  EXPECT_EQ(findings[1].message, "`f1.yaml` does not exist, so kustomize builds nothing here");
}

TEST(ResourceMissing, ManyOfOneListAreToldOnce) {
  const auto findings = found(5);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_THAT(findings[0].message, ::testing::HasSubstr("`f0.yaml`"));
  EXPECT_THAT(findings[0].message, ::testing::HasSubstr("(and 4 more of this file)"));
  EXPECT_EQ(findings[0].labels.size(), 4u);
}

}  // namespace
}  // namespace fairlead
