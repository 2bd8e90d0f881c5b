// What Go's own engine makes of templates and formats: cases.jsonl, see scripts/gotemplate-cases.
#include <gtest/gtest.h>

#include "base/files.h"
#include "base/text.h"
#include "gotemplate/gotemplate_jobs.h"
#include "tree/document.h"

namespace fairlead::gotemplate {
namespace {

Ref read(Arena& arena, SourceMap& sources, std::string_view line) {
  const SourceId source = sources.add_written("line", std::string(line));
  return Ref(read_json(arena, sources, source).documents[0].root);
}

TEST(GotemplateCases, AreAsGoHasThem) {
  const auto text = DiskFiles(FAIRLEAD_ROOT).read("tests/gotemplate/cases.jsonl", 1u << 20);
  ASSERT_TRUE(text);
  SourceMap first;
  Arena arena;
  Ref data;
  std::size_t cases = 0;
  for (const std::string_view line : split(*text, '\n')) {
    if (line.empty()) continue;
    if (!data) {
      data = read(arena, first, line)["data"];
      continue;
    }
    SourceMap sources(&first);
    const Ref job = read(arena, sources, line);
    const Ref got = read(arena, sources, answer(job, data, sources));
    EXPECT_EQ(got["ok"].text(), job["answer"]["ok"].text()) << line;
    EXPECT_EQ(got["output"].text(), job["answer"]["output"].text()) << line;
    EXPECT_EQ(got["error"].text(), job["answer"]["error"].text()) << line;
    ++cases;
  }
  EXPECT_GT(cases, 250u);
}

}  // namespace
}  // namespace fairlead::gotemplate
