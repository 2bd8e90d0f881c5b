// What a report says of what was not checked, in the formats that have a place for it.
#include "report/coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "support/small_report.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Coverage : public ::testing::Test {
 protected:
  void leave(std::string what, std::string reason, GapKind kind) {
    small_.report.summary.not_checked.push_back(
        {"d/a.yaml", {source_, 9, 10}, std::move(what), std::move(reason), kind});
  }
  void leave_some() {
    leave("host `a`", "no Redis in namespace `x` is in view", GapKind::connection);
    leave("host `b`", "no Redis in namespace `y` is in view", GapKind::connection);
    leave("Secret `s`", "the Secret is not in view", GapKind::reference);
    leave("", "not listed", GapKind::aside);
    leave("", "not listed", GapKind::aside);
    leave("", "not listed", GapKind::aside);
  }
  void connect(FarEnd end) {
    ConnectionRow& row = small_.report.summary.connections.emplace_back();
    row.at = {source_, 6, 7};
    row.host = "h";
    row.end = end;
    row.units = {""};
  }

  SmallReport small_;
  SourceId source_ = small_.file("d/a.yaml", "host: x\nport: 1\n");
};

TEST_F(Coverage, GroupsByKindAndReasonWithoutNames) {
  leave_some();
  std::vector<std::string> groups;
  for (const NotCheckedGroup& each : groups_of(small_.report.summary))
    groups.push_back(fmt::format("{} {} {}", each.count, gap_name(each.kind), each.reason));
  EXPECT_THAT(groups, ElementsAre("2 connection no Redis in namespace `…` is in view",
                                  "1 reference the Secret is not in view", "3 aside not listed"));
  EXPECT_EQ(unchecked(small_.report.summary), 3u);
}

TEST_F(Coverage, NamesThatAreOneStay) {
  leave("host `a`", "no Redis in namespace `x` is in view", GapKind::connection);
  leave("host `b`", "no Redis in namespace `x` is in view", GapKind::connection);
  EXPECT_EQ(groups_of(small_.report.summary).front().reason,
            "no Redis in namespace `x` is in view");
}

TEST_F(Coverage, AFewLinesHoweverManyReasons) {
  for (int i = 0; i < 100; ++i)
    leave("x", std::string("reason ") + std::string(static_cast<std::size_t>(i), 'i'),
          GapKind::check);
  const std::vector<std::string> lines = not_checked_lines(small_.report);
  EXPECT_EQ(lines.size(), 10u);
  EXPECT_EQ(lines.front(), "not checked: 100 things");
  EXPECT_EQ(lines.back(), "92 more things for 92 other reasons");
}

TEST_F(Coverage, TextCountsConnectionsAndReferences) {
  leave_some();
  connect(FarEnd::found);
  connect(FarEnd::unknown);
  connect(FarEnd::outside);
  small_.report.summary.references = {4, 1};
  const std::string text = small_.written("text");
  EXPECT_THAT(text, HasSubstr("connections: 1 found, 1 unknown, 1 to elsewhere; "
                              "references: 4 found, 1 missing, 1 unknown\n"
                              "not checked: 3 things; --show-unknown lists each\n"
                              "  2 connections: no Redis in namespace `…` is in view\n"
                              "  1 reference: the Secret is not in view\n"
                              "  3 files left aside: not listed\n"));
  small_.report.show_unknown = true;
  EXPECT_THAT(small_.written("text"),
              HasSubstr("  d/a.yaml:2: Secret `s`: the Secret is not in view\n"));
}

TEST_F(Coverage, NothingCheckedIsNeverNothingFound) {
  small_.report.summary.lookups = 0;
  small_.report.summary.files = 2;
  for (const std::string_view format : {"text", "markdown", "github", "junit", "sarif"}) {
    EXPECT_THAT(lower(small_.written(format)), HasSubstr("nothing was checked")) << format;
    EXPECT_THAT(small_.written(format), Not(HasSubstr("nothing found"))) << format;
  }
  EXPECT_THAT(small_.written("json"), HasSubstr("\"checkedNothing\":true"));
  EXPECT_THAT(small_.written("jsonl"), HasSubstr("\"checkedNothing\":true"));
  connect(FarEnd::found);
  EXPECT_FALSE(checked_nothing(small_.report));
}

TEST_F(Coverage, GithubSaysItInOneNotice) {
  EXPECT_THAT(small_.written("github"), IsEmpty());
  leave_some();
  const std::string text = small_.written("github");
  EXPECT_EQ(std::ranges::count(text, '\n'), 1);
  EXPECT_THAT(text,
              HasSubstr("::notice title=fairlead::references: 1 unknown%0Anot checked: 3 things"));
  EXPECT_THAT(text, HasSubstr("%0A2 connections: no Redis in namespace"));
  small_.report.show_unknown = true;
  EXPECT_THAT(small_.written("github"),
              HasSubstr("::notice title=fairlead::not checked: d/a.yaml:2: host `a`: no Redis"));
}

TEST_F(Coverage, JunitSkipsATestForEachReason) {
  leave_some();
  const std::string text = small_.written("junit");
  EXPECT_THAT(text, HasSubstr("tests=\"4\" failures=\"0\" errors=\"0\" skipped=\"3\""));
  EXPECT_THAT(text, HasSubstr("name=\"reference: the Secret is not in view\">\n"
                              "      <skipped message=\"not checked: 1\"/>"));
  small_.report.show_unknown = true;
  EXPECT_THAT(small_.written("junit"), HasSubstr("tests=\"10\""));
}

TEST_F(Coverage, SarifHasNotificationsAndTheNumbers) {
  EXPECT_THAT(small_.written("sarif"), Not(HasSubstr("toolExecutionNotifications")));
  leave_some();
  const std::string text = small_.written("sarif");
  EXPECT_THAT(text, HasSubstr("\"descriptor\":{\"id\":\"not-checked\"},\"level\":\"note\""));
  EXPECT_THAT(text, HasSubstr("\"properties\":{\"coverage\":{\"checkedNothing\":false"));
  small_.report.show_unknown = true;
  EXPECT_THAT(small_.written("sarif"),
              HasSubstr("\"artifactLocation\":{\"uri\":\"d/a.yaml\",\"uriBaseId\":\"%SRCROOT%\"},"
                        "\"region\":{\"startLine\":2}"));
}

TEST_F(Coverage, JsonLinesListWhatIsAskedFor) {
  leave_some();
  EXPECT_THAT(small_.written("jsonl"), Not(HasSubstr("\"what\"")));
  small_.report.show_unknown = true;
  EXPECT_THAT(small_.written("jsonl"), HasSubstr("\"what\":\"Secret `s`\""));
}

}  // namespace
}  // namespace fairlead::testing
