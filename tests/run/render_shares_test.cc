// What all charts of a run may take together.
#include "deploy/render_shares.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "run/session.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(RenderShares, TheFirstGetWhatThereIs) {
  RenderShares shares(4, 100);
  EXPECT_FALSE(shares.of(0).is_nothing());
  shares.took(0, 60);
  EXPECT_FALSE(shares.of(2).is_nothing()) << "the one before is not done yet";
  shares.took(2, 60);
  EXPECT_EQ(shares.beyond(), 2u);
  shares.took(1, 50);
  EXPECT_TRUE(shares.of(3).is_nothing());
  EXPECT_EQ(shares.beyond(), 1u) << "whoever was done first";
}

FileMap charts() {
  FileMap files;
  for (int i = 0; i < 6; ++i) {
    files[fmt::format("c{}/Chart.yaml", i)] =
        fmt::format("apiVersion: v2\nname: c{}\nversion: 1.0.0\n", i);
    files[fmt::format("c{}/values.yaml", i)] = "a: 1\n";
    files[fmt::format("c{}/templates/a.yaml", i)] = "{{ range 1000 }}{{ end }}";
  }
  return files;
}

std::vector<std::string> gaps(std::uint64_t steps, unsigned threads) {
  const MemoryFiles files(charts());
  RunOptions options;
  options.threads = threads;
  const auto result = Session(files, options, {.once = steps, .for_each = 0}).lint();
  std::vector<std::string> all;
  for (const NotChecked& each : result->report.summary.not_checked)
    all.push_back(fmt::format("{} {}: {}", each.path, each.what, each.reason));
  return all;
}

TEST(RenderShares, WhatIsBeyondIsLeftOutAndSaid) {
  EXPECT_THAT(gaps(50'000'000, 1), IsEmpty());
  const std::vector<std::string> few = gaps(10'000, 1);
  EXPECT_THAT(few, Contains(HasSubstr("c5/Chart.yaml chart: not rendered: rendering this run's "
                                      "charts has taken too many steps before")));
  EXPECT_FALSE(
      std::ranges::any_of(few, [](const std::string& gap) { return gap.starts_with("c0/"); }));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(gaps(10'000, 4), few);
}

}  // namespace
}  // namespace fairlead::testing
