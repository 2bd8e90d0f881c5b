// What Flux' own envsubst makes of texts: envsubst_cases.jsonl, see scripts/gitops-oracle.
#include <gtest/gtest.h>

#include "base/files.h"
#include "base/text.h"
#include "gitops/gitops_jobs.h"
#include "tree/document.h"

namespace fairlead::gitops {
namespace {

TEST(EnvsubstCases, AreAsFluxHasThem) {
  const auto text = DiskFiles(FAIRLEAD_ROOT).read("tests/gitops/envsubst_cases.jsonl", 4u << 20);
  ASSERT_TRUE(text);
  std::size_t cases = 0;
  for (const std::string_view line : split(*text, '\n')) {
    if (line.empty()) continue;
    SourceMap sources;
    Arena arena;
    const auto read = [&](std::string_view json) {
      const SourceId source = sources.add_written("line", std::string(json));
      return Ref(read_json(arena, sources, source).documents[0].root);
    };
    const Ref job = read(line);
    const Ref got = read(answer(job, sources));
    EXPECT_EQ(got["ok"].text(), job["answer"]["ok"].text()) << line;
    EXPECT_EQ(got["output"].text(), job["answer"]["output"].text()) << line;
    EXPECT_EQ(got["error"].text(), job["answer"]["error"].text()) << line;
    ++cases;
  }
  EXPECT_GT(cases, 900u);
}

}  // namespace
}  // namespace fairlead::gitops
