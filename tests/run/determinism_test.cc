// One run over every incident: the same bytes whatever the order of discovery and the number of
// threads.
#include "base/files.h"
#include "report/report.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

std::string sarif(const Files& files, unsigned threads, std::optional<std::uint64_t> shuffle) {
  RunOptions options;
  options.threads = threads;
  options.shuffle = shuffle;
  const Result<RunResult> result = run(files, options);
  EXPECT_TRUE(result) << result.error().message;
  if (!result) return {};
  EXPECT_FALSE(result->report.findings.empty());
  fmt::memory_buffer out;
  write_sarif(result->report, out);
  return fmt::to_string(out);
}

TEST(Determinism, OrderAndThreadsDoNotShow) {
  const Result<MarkedFiles> marked = strip_marks(read_directory("fixtures/incidents"));
  ASSERT_TRUE(marked) << marked.error().message;
  const MemoryFiles files(marked->files);
  const std::string expected = sarif(files, 1, std::nullopt);
  for (const std::uint64_t seed : {1, 2, 3, 4, 5}) {
    for (const unsigned threads : {1u, 3u}) {
      EXPECT_EQ(sarif(files, threads, seed), expected)
          << "seed " << seed << ", " << threads << " threads";
    }
  }
  EXPECT_EQ(sarif(files, 3, std::nullopt), expected);
}

}  // namespace
}  // namespace fairlead::testing
