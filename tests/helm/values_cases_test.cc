// What Helm 4.2.4 and 3.21.4 made of charts' values: tests/helm/values_cases.jsonl, a case a line,
// written by scripts/helm-values-diff of random charts and of those that have a name.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "cli/render/helm_job.h"
#include "helm/answered.h"

namespace fairlead::testing {
namespace {

TEST(HelmValuesCases, AreThoseOfHelm) {
  const auto text = DiskFiles(FAIRLEAD_ROOT).read("tests/helm/values_cases.jsonl", 16u << 20);
  ASSERT_TRUE(text);
  const MemoryFiles none({});
  int count = 0;
  for (const std::string_view line : split(*text, '\n')) {
    if (line.empty()) continue;
    ++count;
    Answered expected{std::string(line)};
    Answered got(answer_helm_job(line, none, "", helm::Version::v4));
    SCOPED_TRACE(expected.json("id"));
    EXPECT_EQ(got.text("stage"), expected.text("stage")) << got.text("error");
    EXPECT_EQ(got.json("values"), expected.json("expected"));
    if (!expected["error"]) continue;
    EXPECT_EQ(got.text("error"), expected.text("error"));
  }
  EXPECT_GT(count, 170);
}

}  // namespace
}  // namespace fairlead::testing
