// What each format says of one small report; scripts/format-gate holds them to their real readers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "base/text.h"
#include "support/oracle.h"
#include "support/small_report.h"

namespace fairlead::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Formats : public ::testing::Test {
 protected:
  Finding& note(Span place, std::string message) {
    Finding& made = small_.finding(place, std::move(message), 1);
    made.severity = Severity::note;
    return made;
  }
  std::vector<std::string> lines(std::string_view format) const {
    std::vector<std::string> all;
    const std::string text = small_.written(format);
    for (const std::string_view line : split(text, '\n')) all.emplace_back(line);
    EXPECT_EQ(all.back(), "");
    all.pop_back();
    return all;
  }
  rapidjson::Document json(std::string_view format) const {
    rapidjson::Document read;
    read.Parse<rapidjson::kParseValidateEncodingFlag>(small_.written(format).c_str());
    EXPECT_FALSE(read.HasParseError());
    return read;
  }

  SmallReport small_;
  SourceId source_ = small_.file("d/a.yaml", "host: cach\xC3\xA9 x\nport: 26379\nlist:\n  - a\n");
};

TEST_F(Formats, GithubPutsPropertiesBeforeTheWords) {
  Finding& finding = small_.finding(small_.at(source_, "26379"), "100% `a`: b, c");
  finding.help = "use 6379\nor 6380";
  finding.labels = {{small_.at(source_, "host"), "made here", false}};
  EXPECT_EQ(lines("github"),
            std::vector<std::string>{
                "::error file=d/a.yaml,line=2,endLine=2,col=7,endColumn=12,title=a/first::100%25 "
                "`a`: b, c%0Ad/a.yaml:1: made here%0Ahelp: use 6379%0Aor 6380"});
}

TEST_F(Formats, GithubLeavesOutColumnsOfSeveralLines) {
  small_.finding(small_.at(source_, "list:\n  - a"), "x");
  EXPECT_THAT(lines("github").at(0), StartsWith("::error file=d/a.yaml,line=3,endLine=4,title="));
}

TEST_F(Formats, GithubEscapesWhatEndsAProperty) {
  const SourceId odd = small_.file("a,b:c%\n::x.yaml", "y");
  small_.finding({odd, 0, 1}, "m");
  EXPECT_THAT(lines("github").at(0),
              StartsWith("::error file=a%2Cb%3Ac%25%0A%3A%3Ax.yaml,line=1,"));
}

TEST_F(Formats, GithubNamesNoFileThatItCannotName) {
  for (const char* path : {"a\x1b.yaml", "##[x.yaml", "\xE2\x80\xAE.yaml", "\xFF.yaml"}) {
    SmallReport small;
    small.finding({small.file(path, "y"), 0, 1}, "m");
    EXPECT_THAT(small.written("github"), StartsWith("::error title=a/first::"));
    EXPECT_THAT(small.written("github"), HasSubstr(".yaml:1:1: m\n"));
  }
  SmallReport small;
  small.finding({small.file("=x", "y"), 0, 1}, "m");
  EXPECT_THAT(small.written("github"), StartsWith("::error file=./=x,"));
}

TEST_F(Formats, GithubHasTheMostSevereFirstAndSaysWhatItDoesNotShow) {
  note({source_, 0, 1}, "n");
  for (int i = 0; i < 11; ++i) small_.finding({source_, 0, 1}, "w", 1);
  small_.finding({source_, 0, 1}, "e");
  const std::vector<std::string> all = lines("github");
  ASSERT_EQ(all.size(), 14u);
  EXPECT_THAT(all[0], StartsWith("::error "));
  EXPECT_THAT(all[11], StartsWith("::warning "));
  EXPECT_THAT(all[12], StartsWith("::notice title=fairlead::errors: 1, warnings: 11, notes: 1;"));
  EXPECT_THAT(all[13], StartsWith("::notice file="));
}

TEST_F(Formats, GitlabHasAnIssueForEachFinding) {
  Finding& finding = small_.finding(small_.at(source_, "26379"), "m", 1);
  finding.help = "a\nb";
  small_.finding(small_.at(source_, "26379"), "m", 1);
  const rapidjson::Document read = json("gitlab");
  ASSERT_EQ(read.Size(), 2u);
  EXPECT_EQ(text_of(read[0]["description"]), "m. Help: a b");
  EXPECT_EQ(text_of(read[0]["severity"]), "major");
  EXPECT_EQ(text_of(read[0]["check_name"]), "b/second-one");
  EXPECT_EQ(text_of(read[0]["categories"][0]), "Security");
  EXPECT_EQ(text_of(read[0]["location"]["path"]), "d/a.yaml");
  EXPECT_EQ(read[0]["location"]["lines"]["begin"].GetUint(), 2u);
  EXPECT_NE(text_of(read[0]["fingerprint"]), text_of(read[1]["fingerprint"]));
}

TEST_F(Formats, GitlabsFingerprintsStayWhenLinesMove) {
  small_.finding(small_.at(source_, "26379"), "m");
  SmallReport moved;
  const SourceId lower = moved.file("d/a.yaml", "\n\n\nport: 26379\n");
  moved.finding(moved.at(lower, "26379"), "m");
  rapidjson::Document other;
  other.Parse(moved.written("gitlab").c_str());
  EXPECT_EQ(text_of(json("gitlab")[0]["fingerprint"]), text_of(other[0]["fingerprint"]));
}

TEST_F(Formats, RdjsonCountsBytesAndStartsWhereItWasStarted) {
  small_.report.root_prefix = "d/";
  Finding& finding = small_.finding(small_.at(source_, "x"), "m");
  finding.fixes = {{"one", {{small_.at(source_, "x"), "y"}}},
                   {"two", {{small_.at(source_, "x"), "y"}, {small_.at(source_, "a"), "b"}}}};
  finding.labels = {{small_.at(source_, "port"), "see", false}};
  const rapidjson::Document read = json("rdjson");
  const auto& diagnostic = read["diagnostics"][0];
  EXPECT_EQ(text_of(diagnostic["location"]["path"]), "a.yaml");
  EXPECT_EQ(diagnostic["location"]["range"]["start"]["column"].GetUint(), 14u);
  EXPECT_EQ(diagnostic["location"]["range"]["end"]["column"].GetUint(), 15u);
  ASSERT_EQ(diagnostic["suggestions"].Size(), 1u);
  EXPECT_EQ(text_of(diagnostic["suggestions"][0]["text"]), "y");
  EXPECT_EQ(text_of(diagnostic["related_locations"][0]["message"]), "see");
  EXPECT_EQ(text_of(diagnostic["severity"]), "ERROR");
}

TEST_F(Formats, JsonlHasTheObjectsOfJsonAndASummary) {
  small_.finding(small_.at(source_, "x"), "one").help = "h";
  small_.finding(small_.at(source_, "port"), "two", 1);
  const rapidjson::Document whole = json("json");
  const std::vector<std::string> all = lines("jsonl");
  ASSERT_EQ(all.size(), 3u);
  for (rapidjson::SizeType i = 0; i < 2; ++i) {
    rapidjson::Document read;
    read.Parse(all[i].c_str());
    EXPECT_TRUE(read == whole["findings"][i]) << all[i];
  }
  rapidjson::Document last;
  last.Parse(all[2].c_str());
  EXPECT_TRUE(last["summary"] == whole["summary"]);
}

TEST_F(Formats, JunitFailsForErrorsAndWarningsAndNamesEachTestOnce) {
  small_.finding(small_.at(source_, "x"), "<m> & \"q\"");
  small_.finding(small_.at(source_, "port"), "<m> & \"q\"");
  note(small_.at(source_, "x"), "n");
  const std::string text = small_.written("junit");
  EXPECT_THAT(text,
              HasSubstr("<testsuite name=\"fairlead\" tests=\"3\" failures=\"2\" errors=\"0\""));
  EXPECT_THAT(text, HasSubstr("name=\"a/first: &lt;m&gt; &amp; &quot;q&quot;\">"));
  EXPECT_THAT(text, HasSubstr("name=\"a/first: &lt;m&gt; &amp; &quot;q&quot; (2)\">"));
  EXPECT_THAT(text, HasSubstr("<system-out>d/a.yaml:1:13: n</system-out>"));
}

TEST_F(Formats, JunitHasATestWhereNothingWasFound) {
  EXPECT_THAT(small_.written("junit"), HasSubstr("name=\"nothing found\"/>"));
  EXPECT_THAT(small_.written("junit"), HasSubstr("tests=\"1\" failures=\"0\""));
}

TEST_F(Formats, CheckstyleGroupsByFile) {
  const SourceId other = small_.file("e.yaml", "z");
  small_.finding(small_.at(source_, "x"), "one");
  small_.finding(small_.at(source_, "port"), "two", 1);
  note({other, 0, 1}, "three");
  EXPECT_EQ(small_.written("checkstyle"),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n"
            "  <file name=\"d/a.yaml\">\n"
            "    <error line=\"1\" column=\"13\" severity=\"error\" message=\"one\" "
            "source=\"a/first\"/>\n"
            "    <error line=\"2\" column=\"1\" severity=\"warning\" message=\"two\" "
            "source=\"b/second-one\"/>\n"
            "  </file>\n  <file name=\"e.yaml\">\n"
            "    <error line=\"1\" column=\"1\" severity=\"info\" message=\"three\" "
            "source=\"b/second-one\"/>\n"
            "  </file>\n</checkstyle>\n");
}

TEST_F(Formats, SarifHasACategoryWhereOneIsGiven) {
  EXPECT_THAT(small_.written("sarif"), Not(HasSubstr("automationDetails")));
  small_.report.sarif_category = "prod/eu";
  EXPECT_EQ(text_of(json("sarif")["runs"][0]["automationDetails"]["id"]), "prod/eu/");
}

}  // namespace
}  // namespace fairlead::testing
