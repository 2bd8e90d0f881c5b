// What the README states is so: its fairlead.yaml is one, and its table names the rules that there
// are.
#include <gtest/gtest.h>

#include <set>

#include "base/files.h"
#include "base/text.h"
#include "lint/rule.h"
#include "run/run.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

std::string readme() {
  const auto text = DiskFiles(FAIRLEAD_ROOT).read("README.md", 1 << 20);
  EXPECT_TRUE(text);
  return text ? *text : std::string();
}

/// What stands between two texts, the first of them included.
std::string between(const std::string& text, std::string_view from, std::string_view to) {
  const std::size_t begin = text.find(from);
  const std::size_t end = text.find(to, begin + from.size());
  if (begin == std::string::npos || end == std::string::npos) return {};
  return text.substr(begin, end - begin);
}

TEST(Readme, TheConfigurationIsOne) {
  const std::string fence = "```yaml\n";
  const std::string part = between(readme(), "### fairlead.yaml", "\n### ");
  const std::string block = between(part, fence, "```\n");
  ASSERT_GT(block.size(), fence.size());
  // The chart that it speaks of.
  const FileMap chart = {{"charts/mail/Chart.yaml", "name: mail\n"},
                         {"charts/mail/values-prod.yaml", "a: 1\n"},
                         {"env/live.yaml", "b: 1\n"}};
  const auto read = [&](const std::string& config) {
    FileMap all = chart;
    all["fairlead.yaml"] = config;
    return run(MemoryFiles(all), {});
  };
  const Result<RunResult> result = read(block.substr(fence.size()));
  EXPECT_TRUE(result) << result.error().message;
  EXPECT_FALSE(read(block.substr(fence.size()) + "extern: []\n"));
}

TEST(Readme, TheTableNamesTheRules) {
  std::set<std::string> named, known;
  const std::string table = between(readme(), "| rule | finds |", "\n\n");
  for (std::string_view line : split(table, '\n')) {
    const auto cells = split(line, '|');
    if (cells.size() < 3) continue;
    // The ids stand in back-quotes: every second part is one.
    const auto parts = split(cells[1], '`');
    for (std::size_t i = 1; i < parts.size(); i += 2) named.emplace(parts[i]);
  }
  for (const RuleInfo& rule : catalog()) known.emplace(rule.id);
  EXPECT_EQ(named, known);
}

}  // namespace
}  // namespace fairlead::testing
