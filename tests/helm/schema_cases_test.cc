// What Helm 4.2.4 says of values by values.schema.json: tests/helm/schema_cases.jsonl, a case a
// line, written by scripts/helm-schema-diff of schemas that have a name and of random ones. Helm
// 3.21.4 says the same.
#include <gtest/gtest.h>

#include "base/text.h"
#include "cli/render/helm_job.h"
#include "tree/document.h"

namespace fairlead::testing {
namespace {

/// Helm goes through maps in an order that changes: lines, and names in one, in order.
std::string in_order(std::string_view error) {
  std::vector<std::string> lines;
  for (const std::string_view line : split(error, '\n')) {
    lines.emplace_back(line);
    if (!contains(line, "additional properties")) continue;
    std::ranges::sort(lines.back());
  }
  std::ranges::sort(lines);
  return joined(lines, "\n");
}

TEST(HelmSchemaCases, AreThoseOfHelm) {
  const auto text = DiskFiles(FAIRLEAD_ROOT).read("tests/helm/schema_cases.jsonl", 16u << 20);
  ASSERT_TRUE(text);
  const MemoryFiles none({});
  int count = 0;
  for (const std::string_view line : split(*text, '\n')) {
    if (line.empty()) continue;
    ++count;
    SourceMap sources;
    Arena arena;
    const Tree wanted = read_json(arena, sources, sources.add_written("case", std::string(line)));
    const Ref expected = wanted.documents[0].root;
    SCOPED_TRACE(std::string(sources.text(expected["id"].span())));
    for (const helm::Version version : {helm::Version::v4, helm::Version::v3}) {
      const std::string answer = answer_helm_job(line, none, "", version);
      const Tree tree = read_json(arena, sources, sources.add_written("answer", answer));
      const Ref got = tree.documents[0].root;
      EXPECT_EQ(got["ok"].boolean(), expected["accepted"].boolean()) << got["error"].text();
      EXPECT_EQ(got["stage"].text(), expected["stage"].text()) << got["error"].text();
      EXPECT_EQ(in_order(got["error"].text()), in_order(expected["error"].text()));
    }
  }
  EXPECT_GT(count, 390);
}

}  // namespace
}  // namespace fairlead::testing
