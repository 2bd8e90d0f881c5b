// What Helm 4.2.4 made of single templates: tests/helm/template_cases.jsonl, a case a line, written
// by scripts/helm-oracle.
#include <gtest/gtest.h>

#include "base/text.h"
#include "cli/render/helm_job.h"
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

TEST(HelmTemplateCases, AreThoseOfHelm) {
  const auto text = DiskFiles(FAIRLEAD_ROOT).read("tests/helm/template_cases.jsonl", 16u << 20);
  ASSERT_TRUE(text);
  const MemoryFiles none({});
  int count = 0;
  for (const std::string_view line : split(*text, '\n')) {
    if (line.empty()) continue;
    ++count;
    const Answer wanted{std::string(line)};
    const Answer given(answer_helm_job(line, none, "", helm::Version::v4));
    const Ref expected = wanted.root()["answer"], got = given.root();
    EXPECT_EQ(got["ok"].text(), expected["ok"].text()) << line << got["error"].text();
    EXPECT_EQ(got["output"].text(), expected["output"].text()) << line;
    EXPECT_EQ(got["error"].text(), expected["error"].text()) << line;
  }
  EXPECT_GT(count, 250);
}

}  // namespace
}  // namespace fairlead::testing
