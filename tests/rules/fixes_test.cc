// Every fix of every rule's examples and of every fixture, applied to the files and linted again.
#include <fmt/ranges.h>

#include "base/files.h"
#include "lint/fixer.h"
#include "lint/rule_file.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

/// A finding without its place in the file, which an edit above it moves.
std::string told(const RunResult& run, const Finding& finding) {
  return fmt::format("{}: {} [{}]", run.sources->name(finding.at.source), finding.message,
                     finding.rule->id);
}

std::multiset<std::string> all_told(const RunResult& run) {
  std::multiset<std::string> all;
  for (const Finding& finding : run.report.findings) all.insert(told(run, finding));
  return all;
}

/// The files with other texts for some of them.
MarkedFiles with(MarkedFiles files, const std::map<std::string, std::string>& texts) {
  for (const auto& [path, text] : texts) files.files[path] = text;
  return files;
}

/// Whether a fix may bring out what was hidden: a line that no server took is judged no further.
enum class Uncovers : bool { nothing, more };

/// Does what one fix says: its finding is gone, and nothing is found that was not before.
void hold_alone(const MarkedFiles& marked, const RunResult& before, const Finding& finding,
                const Fix& fix, Uncovers uncovers) {
  const std::string what = told(before, finding) + ": " + fix.description;
  Fixer fixer(*before.sources);
  ASSERT_TRUE(fixer.add(fix)) << what;
  const auto texts = fixer.texts();
  ASSERT_FALSE(texts.empty()) << what << " changes nothing";
  const auto after = lint(with(marked, texts));
  ASSERT_TRUE(after) << what;
  const auto old = all_told(before), left = all_told(*after);
  std::vector<std::string> fresh;
  std::ranges::set_difference(left, old, std::back_inserter(fresh));
  EXPECT_TRUE(uncovers == Uncovers::more || fresh.empty())
      << what << " leads to\n"
      << fmt::format("{}", fmt::join(fresh, "\n"));
  EXPECT_LT(left.count(told(before, finding)), old.count(told(before, finding))) << what;
}

/// Does what the first fix of each finding says, as long as something is to do: it comes to an end,
/// and leaves none of the findings that it was for.
void hold_together(const MarkedFiles& marked) {
  constexpr int rounds = 8;  // fixes that say different things of some bytes come one by one
  MarkedFiles now = marked;
  for (int round = 0; round < rounds; ++round) {
    const auto run = lint(now);
    ASSERT_TRUE(run);
    Fixer fixer(*run->sources);
    bool any = false;
    for (const Finding& finding : run->report.findings) {
      if (!finding.fixes.empty()) any = fixer.add(finding.fixes.front()) || any;
    }
    if (!any) return;
    const auto texts = fixer.texts();
    ASSERT_FALSE(texts.empty());
    now = with(std::move(now), texts);
  }
  FAIL() << "there is always something left to fix";
}

void hold(const MarkedFiles& marked, Uncovers uncovers) {
  const auto run = lint(marked);
  ASSERT_TRUE(run);
  for (const Finding& finding : run->report.findings) {
    for (const Fix& fix : finding.fixes) hold_alone(marked, *run, finding, fix, uncovers);
  }
  hold_together(marked);
}

void hold(const std::map<std::string, std::string>& files,
          const std::map<std::string, std::string>& dns, Uncovers uncovers) {
  auto marked = strip_marks(files);
  ASSERT_TRUE(marked) << marked.error().message;
  marked->dns = dns;
  hold(*marked, uncovers);
}

TEST(Fixes, OfExamplesHold) {
  for (const auto& [path, text] : read_directory("rules")) {
    if (!path.ends_with(".yaml") || path.starts_with("clients/")) continue;
    const auto rule = read_rule_file(path, text);
    ASSERT_TRUE(rule) << rule.error().message;
    for (const RuleExample& example : rule->examples) {
      SCOPED_TRACE(path + ": " + example.title);
      hold(example.bad, example.dns, Uncovers::nothing);
    }
  }
}

TEST(Fixes, OfFixturesHold) {
  for (const std::string& directory : fixture_directories()) {
    SCOPED_TRACE(directory);
    hold(read_directory(directory), {}, Uncovers::more);
  }
}

}  // namespace
}  // namespace fairlead::testing
