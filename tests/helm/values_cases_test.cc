// What Helm 4.2.4 and 3.21.4 made of charts' values: tests/helm/values_cases.jsonl, a case a line,
// written by scripts/helm-values-diff of random charts and of those that have a name.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "helm/helm_jobs.h"
#include "helm/values_json.h"
#include "tree/document.h"

namespace fairlead::testing {
namespace {

class Answer {
 public:
  explicit Answer(std::string text)
      : tree_(read_json(arena_, sources_, sources_.add_written("answer", std::move(text)))) {}
  Ref root() const { return tree_.documents.front().root; }

 private:
  SourceMap sources_;
  Arena arena_;
  Tree tree_;
};

TEST(HelmValuesCases, AreThoseOfHelm) {
  const auto text = DiskFiles(FAIRLEAD_ROOT).read("tests/helm/values_cases.jsonl", 16u << 20);
  ASSERT_TRUE(text);
  const MemoryFiles none({});
  int count = 0;
  for (const std::string_view line : split(*text, '\n')) {
    if (line.empty()) continue;
    ++count;
    const Answer wanted{std::string(line)};
    const Answer given(answer_values_job(std::string(line), none, helm::Version::v4));
    const Ref expected = wanted.root(), got = given.root();
    SCOPED_TRACE(values_json(expected["id"]));
    EXPECT_EQ(got["stage"].text(), expected["stage"].text()) << got["error"].text();
    EXPECT_EQ(values_json(got["values"]), values_json(expected["expected"]));
    if (!expected["error"]) continue;
    EXPECT_EQ(got["error"].text(), expected["error"].text());
  }
  EXPECT_GT(count, 170);
}

}  // namespace
}  // namespace fairlead::testing
