// Every rule's examples, as its page shows them, and each `bad` one again in other forms.
#include "base/files.h"
#include "lint/rule_file.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

std::vector<std::string> rule_paths() {
  std::vector<std::string> paths;
  for (const auto& [path, text] : read_directory("rules")) {
    if (path.ends_with(".yaml") && !path.starts_with("clients/")) paths.push_back(path);
  }
  return paths;
}

class RuleExamples : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    const auto text = DiskFiles(FAIRLEAD_ROOT).read("rules/" + GetParam(), 1 << 20);
    ASSERT_TRUE(text) << text.error().message;
    const Result<RuleFile> rule = read_rule_file(GetParam(), *text);
    ASSERT_TRUE(rule) << rule.error().message;
    rule_ = *rule;
  }

  /// The bad sides, without marks.
  std::vector<std::pair<std::string, MarkedFiles>> bad() const {
    std::vector<std::pair<std::string, MarkedFiles>> all;
    for (const RuleExample& example : rule_.examples) {
      Result<MarkedFiles> marked = strip_marks(example.bad);
      EXPECT_TRUE(marked) << marked.error().message;
      if (marked) marked->dns = example.dns;
      if (marked && !example.bad.empty()) all.emplace_back(example.title, *marked);
    }
    return all;
  }

  RuleFile rule_;
};

TEST_P(RuleExamples, BadYieldsItsMarks) {
  for (const auto& [title, marked] : bad()) {
    EXPECT_TRUE(std::any_of(marked.expectations.begin(), marked.expectations.end(),
                            [&](const Expectation& mark) { return mark.rule == rule_.id; }))
        << title << ": no mark of this rule";
    EXPECT_TRUE(as_marked(marked)) << title;
  }
}

TEST_P(RuleExamples, GoodIsSilent) {
  for (const RuleExample& example : rule_.examples) {
    if (example.good.empty()) continue;
    Result<MarkedFiles> marked = strip_marks(example.good);
    ASSERT_TRUE(marked) << marked.error().message;
    marked->dns = example.dns;
    EXPECT_TRUE(marked->expectations.empty()) << example.title << ": a mark on the good side";
    EXPECT_TRUE(as_marked(*marked)) << example.title;
  }
}

TEST_P(RuleExamples, MultibyteLineBefore) {
  for (const auto& [title, marked] : bad()) {
    EXPECT_TRUE(as_marked(with_multibyte_line(marked))) << title;
  }
}

TEST_P(RuleExamples, CrlfLineEnds) {
  for (const auto& [title, marked] : bad()) EXPECT_TRUE(as_marked(with_crlf(marked))) << title;
}

TEST_P(RuleExamples, ThroughAnOverlay) {
  for (const auto& [title, marked] : bad()) {
    const auto overlay = in_overlay(marked);
    if (overlay) {
      EXPECT_TRUE(as_marked(*overlay)) << title;
    }
  }
}

/// What a template's text is to blame for, whatever the value: it prints it without quotes.
constexpr std::string_view mended_in_template[] = {"env/not-a-string"};

TEST_P(RuleExamples, ThroughAChart) {
  // A comment of a template is no value, and what is no YAML is helm/template-error's.
  if (rule_.by_runner || rule_.id == "syntax/yaml") return;
  const bool has_values =
      std::ranges::find(mended_in_template, rule_.id) == std::end(mended_in_template);
  for (const auto& [title, marked] : bad()) {
    for (const bool as_values : {false, true}) {
      const auto chart = in_chart(marked, as_values && has_values);
      if (chart) {
        EXPECT_TRUE(as_marked(*chart)) << title << (as_values ? " (as values)" : "");
      }
    }
  }
}

TEST_P(RuleExamples, CommentedOut) {
  for (const auto& [title, marked] : bad()) {
    const auto silent = commented_out(marked);
    if (silent) {
      EXPECT_TRUE(as_marked(*silent)) << title;
    }
  }
}

TEST_P(RuleExamples, Suppressed) {
  if (rule_.by_runner) return;  // what is wrong with an ignore cannot be ignored by another one
  for (const auto& [title, marked] : bad()) {
    const auto silent = suppressed(marked);
    if (silent) {
      EXPECT_TRUE(as_marked(*silent)) << title;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, RuleExamples, ::testing::ValuesIn(rule_paths()),
                         [](const auto& rule) { return test_name(rule.param); });

}  // namespace
}  // namespace fairlead::testing
