// How findings look to a person.
#include <gtest/gtest.h>

#include "base/text.h"
#include "support/small_report.h"

namespace fairlead::testing {
namespace {

/// The report without its last lines, which count.
std::string shown(const SmallReport& small) {
  const std::string text = small.written("text");
  return text.substr(0, text.rfind("\n\n") + 2);
}

TEST(Text, ShowsPlacesFileByFile) {
  SmallReport small;
  const SourceId values = small.file("charts/values.yaml", "a: 1\nhost: cache.prod\nport: 26379\n");
  const SourceId service = small.file("service.yaml", "kind: Service\nname: cashe\n");
  Finding& finding =
      small.finding(small.at(values, "cache.prod"), "nothing is called `cache.prod`");
  finding.caption = "no such Service";
  finding.labels = {{small.at(service, "cashe"), "this one is near"},
                    {small.at(values, "26379"), "with this port"}};
  finding.help = "use `cashe.prod`\nor make the Service";
  EXPECT_EQ(shown(small),
            "error[a/first]: nothing is called `cache.prod`\n"
            " --> charts/values.yaml:2:7\n"
            "  |\n"
            "2 | host: cache.prod\n"
            "  |       ^^^^^^^^^^ no such Service\n"
            "3 | port: 26379\n"
            "  |       ----- with this port\n"
            " ::: service.yaml:2:7\n"
            "  |\n"
            "2 | name: cashe\n"
            "  |       ----- this one is near\n"
            "  = help: use `cashe.prod`\n"
            "          or make the Service\n"
            "\n");
}

TEST(Text, ShowsTheFirstAndLastLineOfALongPlace) {
  SmallReport small;
  const SourceId file = small.file("a.yaml", "a:\n  b: 1\n  c:\n    - 2\n    - 3 \nd: 4\n");
  Finding& finding = small.finding(small.at(file, "b: 1\n  c:\n    - 2\n    - 3"), "all of it", 1);
  finding.caption = "up to here";
  EXPECT_EQ(shown(small),
            "warning[b/second-one]: all of it\n"
            " --> a.yaml:2:3\n"
            "  |\n"
            "2 |   b: 1\n"
            "  |   ^^^^\n"
            "...\n"
            "5 |     - 3 \n"
            "  |     ^^^ up to here\n"
            "\n");
}

TEST(Text, AlignsCaretsBehindWideAndOddCharacters) {
  SmallReport small;
  const SourceId file = small.file("a.yaml",
                                   "\t- \xE6\x97\xA5\xE6\x9C\xAC e\xCC\x81 \xC3\xBC: here\n"
                                   "b\x1b: there\n");
  small.finding(small.at(file, "here"), "one");
  small.finding(small.at(file, "there"), "two");
  EXPECT_EQ(shown(small),
            "error[a/first]: one\n"
            " --> a.yaml:1:13\n"
            "  |\n"
            "1 |     - \xE6\x97\xA5\xE6\x9C\xAC e\xCC\x81 \xC3\xBC: here\n"
            "  |                 ^^^^\n"
            "\n"
            "error[a/first]: two\n"
            " --> a.yaml:2:5\n"
            "  |\n"
            "2 | b\\x1b: there\n"
            "  |        ^^^^^\n"
            "\n");
}

TEST(Text, CutsLongLinesAroundThePlace) {
  SmallReport small;
  std::string line;
  for (int i = 0; i < 100000; ++i) line += fmt::format("k{}: v, ", i);
  const SourceId file = small.file("a.json", line + "\nshort\n");
  small.finding(small.at(file, "k50000:"), "in the middle");
  small.finding(small.at(file, "k0:"), "at the begin");
  small.finding(
      {file, static_cast<std::uint32_t>(line.size()), static_cast<std::uint32_t>(line.size())},
      "at the end");
  const std::string text = small.written("text");
  const auto lines = split(text, '\n');
  EXPECT_TRUE(lines[3].starts_with("1 | \xE2\x80\xA6") && lines[3].ends_with("\xE2\x80\xA6"))
      << lines[3];
  EXPECT_EQ(lines[3].substr(lines[4].find('^') + 2, 7), "k50000:");  // an ellipsis has 3 bytes
  EXPECT_TRUE(lines[9].starts_with("1 | k0: v, k1:") && lines[9].ends_with("\xE2\x80\xA6"));
  EXPECT_TRUE(lines[15].ends_with("k99999: v, ")) << lines[15];
  EXPECT_EQ(lines[16].find('^') + 2, lines[15].size());
  for (const std::string_view each : lines) EXPECT_LT(code_points(each), 180u);
}

TEST(Text, MasksUnderTheCarets) {
  SmallReport small;
  const SourceId file = small.file("a.yaml", "url: redis://:hunter22@cache:6379\n");
  small.hide(small.at(file, "hunter22"));
  small.finding(small.at(file, "hunter22"), "password").caption = "a credential";
  small.finding(small.at(file, "6379"), "port");
  EXPECT_EQ(shown(small),
            "error[a/first]: password\n"
            " --> a.yaml:1:15\n"
            "  |\n"
            "1 | url: redis://:****@cache:6379\n"
            "  |               ^^^^ a credential\n"
            "\n"
            "error[a/first]: port\n"
            " --> a.yaml:1:30\n"
            "  |\n"
            "1 | url: redis://:****@cache:6379\n"
            "  |                          ^^^^\n"
            "\n");
}

TEST(Text, ShowsAPlaceWithoutBytes) {
  SmallReport small;
  const SourceId file = small.file("a.yaml", "a:\n");
  small.finding({file, 2, 2}, "a value is missing");
  EXPECT_EQ(shown(small),
            "error[a/first]: a value is missing\n --> a.yaml:1:3\n  |\n1 | a:\n  |   ^\n\n");
  SmallReport empty;
  empty.finding({empty.file("b.yaml", ""), 0, 0}, "nothing in it");
  EXPECT_EQ(shown(empty), "error[a/first]: nothing in it\n --> b.yaml:1:1\n  |\n1 | \n  | ^\n\n");
}

TEST(Text, HelpsByAFixWhereNoWordsDo) {
  SmallReport small;
  const SourceId file = small.file("a.yaml", "a: 1\n");
  Finding& finding = small.finding(small.at(file, "a"), "x");
  finding.fixes = {{"call it `b`", {{small.at(file, "a"), "b"}}}};
  EXPECT_TRUE(shown(small).ends_with("  = help: call it `b`\n\n")) << shown(small);
  finding.help = "rename it";
  EXPECT_TRUE(shown(small).ends_with("  | ^\n  = help: rename it\n\n")) << shown(small);
}

TEST(Text, ColoursOnlyWhenAsked) {
  SmallReport small;
  small.finding(small.at(small.file("a.yaml", "a: 1\n"), "a"), "x").help = "y";
  EXPECT_FALSE(contains(small.written("text"), "\x1b"));
  small.report.color = true;
  EXPECT_TRUE(contains(small.written("text"), "\x1b[1;31merror[a/first]\x1b[0m"));
  for (const std::string_view format : {"concise", "json", "sarif"})
    EXPECT_FALSE(contains(small.written(format), "\x1b")) << format;
}

TEST(Concise, IsOneLineAFinding) {
  SmallReport small;
  const SourceId file = small.file("sub/::x\n.yaml", "\xC3\xBC: 1\n");
  small.finding(small.at(file, "1"), "first\nsecond ##[error]");
  EXPECT_EQ(small.written("concise"),
            "sub/::x\\x0a.yaml:1:4: error: first\\x0asecond ##\\[error] [a/first]\n");
  small.report.root_prefix = "sub/";
  EXPECT_EQ(small.written("concise"),
            "\\::x\\x0a.yaml:1:4: error: first\\x0asecond ##\\[error] [a/first]\n");
  small.report.root_prefix = "other/deep/";
  EXPECT_TRUE(small.written("concise").starts_with("../../sub/::x")) << small.written("concise");
}

}  // namespace
}  // namespace fairlead::testing
