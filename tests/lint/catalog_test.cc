// What every rule owes its readers.
#include "lint/rule.h"
#include "lint/rule_file.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

TEST(Catalog, SortedWithUniqueIds) {
  const std::span<const RuleInfo> rules = catalog();
  ASSERT_FALSE(rules.empty());
  for (std::size_t i = 1; i < rules.size(); ++i) EXPECT_LT(rules[i - 1].id, rules[i].id);
}

TEST(Catalog, IdsAndAliasesNameOneRule) {
  std::set<std::string_view> names;
  for (const RuleInfo& rule : catalog()) {
    EXPECT_TRUE(names.insert(rule.id).second) << rule.id;
    EXPECT_EQ(find_rule(rule.id), &rule);
    for (const std::string_view alias : rule.aliases) {
      EXPECT_TRUE(names.insert(alias).second) << alias;
      EXPECT_EQ(find_rule(alias), &rule);
    }
  }
  EXPECT_EQ(find_rule("endpoint/no-such-rule"), nullptr);
  EXPECT_EQ(find_rule(""), nullptr);
}

TEST(Catalog, EveryRuleHasItsWords) {
  for (const RuleInfo& rule : catalog()) {
    SCOPED_TRACE(rule.id);
    EXPECT_FALSE(rule.title.empty());
    EXPECT_FALSE(rule.title.ends_with('.'));
    EXPECT_FALSE(rule.why.empty());
    EXPECT_FALSE(rule.how_to_fix.empty());
    EXPECT_FALSE(rule.since.empty());
    EXPECT_LE(rule.tags.size(), 10u);
  }
}

TEST(Catalog, EveryRuleFileIsInItWithExamples) {
  const FileMap files = read_directory("rules");
  std::size_t count = 0;
  for (const auto& [path, text] : files) {
    if (!path.ends_with(".yaml") || path.starts_with("clients/")) continue;
    ++count;
    SCOPED_TRACE(path);
    const Result<RuleFile> rule = read_rule_file(path, text);
    ASSERT_TRUE(rule) << rule.error().message;
    const RuleInfo* info = find_rule(rule->id);
    ASSERT_NE(info, nullptr);
    EXPECT_EQ(info->id, rule->id);
    EXPECT_EQ(info->check == nullptr, rule->by_runner);
    const auto has = [&](ExampleFiles RuleExample::*side) {
      return std::any_of(rule->examples.begin(), rule->examples.end(),
                         [&](const RuleExample& example) { return !(example.*side).empty(); });
    };
    EXPECT_TRUE(has(&RuleExample::bad)) << "no bad example";
    EXPECT_TRUE(has(&RuleExample::good)) << "no good example";
  }
  EXPECT_EQ(count, catalog().size());
}

TEST(Catalog, PagesAreUpToDate) {
  const FileMap files = read_directory("rules");
  for (const RuleInfo& rule : catalog()) {
    const auto page = files.find(std::string(rule.id) + ".md");
    ASSERT_NE(page, files.end()) << rule.id << ": build the target `pages`";
    EXPECT_EQ(page->second, rule.page) << rule.id << ": build the target `pages`";
  }
}

}  // namespace
}  // namespace fairlead::testing
