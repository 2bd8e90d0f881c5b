#include "lint/mark.h"

#include <gtest/gtest.h>

namespace fairlead {
namespace {

std::vector<Expectation> marks_of(const std::string& text) {
  const Result<MarkedFiles> marked = strip_marks({{"a.yaml", text}});
  EXPECT_TRUE(marked) << marked.error().message;
  return marked ? marked->expectations : std::vector<Expectation>();
}

std::string error_of(const std::string& text, const std::string& path = "a.yaml") {
  const Result<MarkedFiles> marked = strip_marks({{path, text}});
  return marked ? "" : marked.error().message;
}

TEST(Mark, CaretsSpeakOfTheLineAbove) {
  const auto marks =
      marks_of("a: b\nport: 80\n#     ^^ expect: x/y \"is \"quoted\" here\"\nc: d\n");
  ASSERT_EQ(marks.size(), 1u);
  EXPECT_EQ(marks[0].path, "a.yaml");
  EXPECT_EQ(marks[0].line, 2u);
  EXPECT_EQ(marks[0].begin, 7u);
  EXPECT_EQ(marks[0].end, 9u);
  EXPECT_EQ(marks[0].rule, "x/y");
  EXPECT_EQ(marks[0].text, "is \"quoted\" here");
  EXPECT_FALSE(marks[0].open);
}

TEST(Mark, SeveralSpeakOfOneLine) {
  const auto marks =
      marks_of("a: b\n  #^ expect: x/y\n# expect 1..2: x/z \"w\"\nc: d\n# ^ expect: x/y\n");
  ASSERT_EQ(marks.size(), 3u);
  EXPECT_EQ(marks[0].line, 1u);
  EXPECT_EQ(marks[0].begin, 4u);
  EXPECT_EQ(marks[1].line, 1u);
  EXPECT_EQ(marks[1].begin, 1u);
  EXPECT_EQ(marks[1].end, 2u);
  EXPECT_EQ(marks[1].text, "w");
  EXPECT_EQ(marks[2].line, 2u);
}

TEST(Mark, CaretsCountCharactersAndColumnsCountBytes) {
  const auto marks = marks_of("ü: größe\n#  ^^^^^ expect: x/y\n# expect 5..12: x/y\n");
  ASSERT_EQ(marks.size(), 2u);
  EXPECT_EQ(marks[0].begin, 5u);
  EXPECT_EQ(marks[0].end, 12u);
  EXPECT_EQ(marks[1].begin, 5u);
  EXPECT_EQ(marks[1].end, 12u);
}

TEST(Mark, EllipsisSaysThatTheSpanGoesOn) {
  const auto marks = marks_of("a: |\n#  ^… expect: x/y\n# expect 1..5…: x/y\n  b\n");
  ASSERT_EQ(marks.size(), 2u);
  EXPECT_TRUE(marks[0].open);
  EXPECT_TRUE(marks[1].open);
}

TEST(Mark, OnlyMarksAreTakenOut) {
  const std::string text =
      "# expectations are met\na: b  # ^ not a line of its own\n#\n# x ^^^\n\nlast";
  const Result<MarkedFiles> marked = strip_marks({{"a.yaml", text}});
  ASSERT_TRUE(marked);
  EXPECT_EQ(marked->files.at("a.yaml"), text);
  EXPECT_TRUE(marked->expectations.empty());
}

TEST(Mark, LineEndsAreKept) {
  const Result<MarkedFiles> marked =
      strip_marks({{"a.conf", "port 1\r\n#    ^ expect: x/y\r\nb"}, {"empty.yaml", ""}});
  ASSERT_TRUE(marked) << marked.error().message;
  EXPECT_EQ(marked->files.at("a.conf"), "port 1\r\nb");
  EXPECT_EQ(marked->files.at("empty.yaml"), "");
  EXPECT_EQ(marked->expectations.at(0).rule, "x/y");
}

TEST(Mark, MistakesAreErrors) {
  EXPECT_NE(error_of("# ^ expect: x/y\n"), "");
  EXPECT_NE(error_of("a\n#        ^^ expect: x/y\n"), "");
  EXPECT_EQ(error_of("a: b\n# ^^ expct: x/y\n").substr(0, 9), "a.yaml:2:");
  EXPECT_NE(error_of("a: b\n# ^^ expect: no-rule\n"), "");
  EXPECT_NE(error_of("a: b\n# ^^ expect: x/y no quotes\n"), "");
  EXPECT_NE(error_of("a: b\n# expect 2..1: x/y\n"), "");
  EXPECT_NE(error_of("a: b\n# expect 0..1: x/y\n"), "");
}

TEST(Mark, FormatsWithoutCommentsHaveThemBeside) {
  const Result<MarkedFiles> marked =
      strip_marks({{"conf/users.acl", "user a on\n"},
                   {"conf/expect.yaml",
                    "- {path: users.acl, line: 1, columns: 6..7, rule: x/y, message: some}\n"
                    "- {path: ../top.json, line: 3, columns: \"2..9…\", rule: x/z}\n"}});
  ASSERT_TRUE(marked) << marked.error().message;
  EXPECT_EQ(marked->files.size(), 1u);
  ASSERT_EQ(marked->expectations.size(), 2u);
  EXPECT_EQ(marked->expectations[0].path, "conf/users.acl");
  EXPECT_EQ(marked->expectations[0].begin, 6u);
  EXPECT_EQ(marked->expectations[0].end, 7u);
  EXPECT_EQ(marked->expectations[0].text, "some");
  EXPECT_EQ(marked->expectations[1].path, "top.json");
  EXPECT_TRUE(marked->expectations[1].open);
  EXPECT_EQ(error_of("- {path: a, line: 1, rule: x/y}\n", "expect.yaml").substr(0, 14),
            "expect.yaml:1:");
}

}  // namespace
}  // namespace fairlead
