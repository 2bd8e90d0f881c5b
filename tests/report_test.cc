#include "report/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "report/mask.h"
#include "report/place.h"
#include "report/rolling_hash.h"
#include "report/snippet.h"

namespace fairlead {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view tags[] = {"redis"};
const RuleInfo rule{"family/some-rule",
                    "a title",
                    Severity::error,
                    Confidence::high,
                    "0.1.0",
                    tags,
                    "because",
                    "do it",
                    {},
                    {},
                    "# page\n",
                    nullptr};

/// A report on one text, with findings where `parts` stand in it.
struct Sample {
  explicit Sample(std::string text, std::string path = "a b/ü.yaml") : text_(text) {
    source_ = sources.add_written(std::move(path), std::move(text));
    report.sources = &sources;
    report.rules = std::span(&rule, 1);
    report.version = "1.2.3";
  }
  Span at(std::string_view part) const {
    const std::size_t begin = text_.find(part);
    EXPECT_NE(begin, std::string::npos);
    return {source_, static_cast<std::uint32_t>(begin),
            static_cast<std::uint32_t>(begin + part.size())};
  }
  Finding& add(std::string_view part, std::string message = "it is wrong") {
    Finding finding;
    finding.rule = &rule;
    finding.severity = Severity::error;
    finding.at = at(part);
    finding.message = std::move(message);
    return report.findings.emplace_back(std::move(finding));
  }
  std::string written(Writer writer) const {
    fmt::memory_buffer out;
    writer(report, out);
    return fmt::to_string(out);
  }
  rapidjson::Document sarif() const {
    rapidjson::Document document;
    document.Parse(written(write_sarif).c_str());
    EXPECT_FALSE(document.HasParseError());
    return document;
  }

  SourceMap sources;
  Report report;

 private:
  std::string text_;
  SourceId source_{};
};

TEST(Mask, HidesMarkedPlacesAndTheirRepetitions) {
  Sample sample("password: hunter2secret\nurl: x hunter2secret y\n");
  sample.sources.mark_secret(sample.at("hunter2secret"));
  const Mask mask(sample.sources);
  EXPECT_EQ(mask.source(sample.at("password: hunter2secret")), "password: ****");
  EXPECT_EQ(mask.source(sample.at("url: x hunter2secret y")), "url: x **** y");
  EXPECT_EQ(mask.words("says `hunter2secret`"), "says `****`");
}

TEST(Mask, LeavesWordsInSentences) {
  Sample sample("password: password\n");
  sample.sources.mark_secret({sample.at("password").source, 10, 18});
  const Mask mask(sample.sources);
  EXPECT_EQ(mask.words("the password of a URL"), "the password of a URL");
  EXPECT_EQ(mask.source(sample.at("password: password")), "password: ****");
}

TEST(Mask, HidesAPasswordOfAUrlThatNobodyMarked) {
  const Sample sample("x\n");
  const Mask mask(sample.sources);
  EXPECT_EQ(mask.words("redis://u:p4ss@h:1, redis://:$(P)@h, http://h/a:b@c"),
            "redis://u:****@h:1, redis://:$(P)@h, http://h/a:b@c");
}

TEST(Inert, ShowsControlCharactersAndBreaksCommands) {
  EXPECT_EQ(inert("\x1b[31m\r\x7f\ta"), "\\x1b[31m\\x0d\\x7f\ta");
  EXPECT_EQ(inert("\xC2\x9B"
                  "a\xC3\xBC"),
            "\\u009ba\xC3\xBC");
  EXPECT_EQ(inert("\xE2\x80\xAE"
                  "a\xE2\x81\xA6"),
            "\\u202ea\\u2066");
  EXPECT_EQ(inert("a ##[add-mask]b"), "a ##\\[add-mask]b");
  EXPECT_EQ(inert("  ::error::x"), "  \\::error::x");
  EXPECT_EQ(inert("a ::error::x"), "a ::error::x");
}

TEST(Snippet, PutsCaretsUnderTheText) {
  Sample sample("\tkéy: vàlue # c\r\nnext\n");
  const Mask mask(sample.sources);
  const SnippetLine line = snippet_line(sample.sources, mask, sample.at("vàlue"));
  EXPECT_EQ(line.text, "    kéy: vàlue # c");
  EXPECT_EQ(line.indent, 9u);
  EXPECT_EQ(line.carets, 5u);
}

TEST(Snippet, KeepsCaretsInPlaceBehindAMaskedSecret) {
  Sample sample("redis://:averylongsecret1@host:6379\n");
  sample.sources.mark_secret(sample.at("averylongsecret1"));
  const SnippetLine line = snippet_line(sample.sources, Mask(sample.sources), sample.at("host"));
  EXPECT_EQ(line.text, "redis://:****@host:6379");
  EXPECT_EQ(line.indent, 14u);
  EXPECT_EQ(line.carets, 4u);
}

TEST(Snippet, CutsLongLinesAroundTheirPlace) {
  Sample sample(std::string(500, 'a') + "HERE" + std::string(500, 'b') + "\n");
  const SnippetLine line = snippet_line(sample.sources, Mask(sample.sources), sample.at("HERE"));
  EXPECT_LT(line.text.size(), 160u);
  EXPECT_THAT(line.text, HasSubstr("aaaHEREbbb"));
  // The mark of the cut is one column, and three bytes.
  EXPECT_EQ(line.text.substr(line.indent + 2, 4), "HERE");
}

TEST(Snippet, ShowsAnEmptyPlaceAndTheFirstLineOfALongOne) {
  Sample sample("a:\nb: 1\nc: 2\n");
  const SnippetLine empty =
      snippet_line(sample.sources, Mask(sample.sources), {sample.at("a:").source, 2, 2});
  EXPECT_EQ(empty.carets, 1u);
  const SnippetLine many =
      snippet_line(sample.sources, Mask(sample.sources), sample.at("b: 1\nc: 2"));
  EXPECT_EQ(many.text, "b: 1");
  EXPECT_TRUE(many.continues);
}

TEST(Text, IsLaidOutLikeACompilers) {
  Sample sample("a: 1\nb: wrong\n", "dir/a.yaml");
  Finding& finding = sample.add("wrong");
  finding.caption = "this";
  finding.labels.push_back({sample.at("1"), "that"});
  finding.help = "write `right`";
  sample.report.root_prefix = "other/";
  EXPECT_EQ(
      sample.written(write_text),
      "error[family/some-rule]: it is wrong\n"
      " --> ../dir/a.yaml:2:4\n"
      "  |\n"
      "2 | b: wrong\n"
      "  |    ^^^^^ this\n"
      " ...\n"
      "  |\n"
      "1 | a: 1\n"
      "  |    - that\n"
      "  = help: write `right`\n"
      "\n"
      "1 error, 0 warnings, 0 notes; checked 0 resources in 0 files, 0 references in 0 units\n");
}

TEST(Concise, KeepsAFindingOnOneLine) {
  Sample sample("a: 1\n");
  sample.add("1", "two\nlines \x1b[31m");
  EXPECT_EQ(sample.written(write_concise),
            "a b/ü.yaml:1:4: error: two\\x0alines \\x1b[31m [family/some-rule]\n");
}

TEST(Json, HasTheFieldsOfItsVersion) {
  Sample sample("ü: wrong\n");
  sample.add("wrong", "bad \xff byte");
  rapidjson::Document document;
  document.Parse(sample.written(write_json).c_str());
  ASSERT_FALSE(document.HasParseError());
  EXPECT_STREQ(document["version"].GetString(), "1");
  const auto& finding = document["findings"][0];
  EXPECT_STREQ(finding["message"].GetString(), "bad \xEF\xBF\xBD byte");
  EXPECT_EQ(finding["location"]["startColumn"].GetUint(), 5u);  // bytes
}

TEST(Sarif, CountsColumnsInUtf16AndEncodesPaths) {
  Sample sample("𝄞ü: wrong\n");
  sample.add("wrong");
  const auto document = sample.sarif();
  const auto& place = document["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_STREQ(place["artifactLocation"]["uri"].GetString(), "a%20b/%C3%BC.yaml");
  EXPECT_EQ(place["region"]["startColumn"].GetUint(), 6u);
  EXPECT_EQ(place["region"]["endColumn"].GetUint(), 11u);
  EXPECT_STREQ(place["region"]["snippet"]["text"].GetString(), "wrong");
}

TEST(Sarif, LinksLabelsFromTheMessage) {
  Sample sample("a: 1\nb: 2\n");
  Finding& finding = sample.add("2");
  finding.labels.push_back({sample.at("1"), "see [this]"});
  const auto document = sample.sarif();
  const auto& result = document["runs"][0]["results"][0];
  EXPECT_STREQ(result["message"]["text"].GetString(), "it is wrong. See: [see (this)](1).");
  EXPECT_EQ(result["relatedLocations"][0]["id"].GetUint(), 1u);
}

TEST(Sarif, KeepsTheMostSevereResults) {
  Sample sample("a: 1\n");
  for (int i = 0; i < 5001; ++i) sample.add("1", fmt::format("number {}", i));
  sample.report.findings[7].severity = Severity::note;
  const auto document = sample.sarif();
  const auto& run = document["runs"][0];
  EXPECT_EQ(run["results"].Size(), 5000u);
  EXPECT_STREQ(run["results"][7]["message"]["text"].GetString(), "number 8.");
  EXPECT_THAT(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].GetString(),
              HasSubstr("1 results were left out"));
}

TEST(Fingerprints, SurviveMovedLinesAndTellEqualFindingsApart) {
  Sample one("a: 1\nb: 2\n"), moved("# more\n\na: 1\nb: 2\n");
  for (Sample* sample : {&one, &moved}) {
    sample->add("1");
    sample->add("2");
  }
  EXPECT_EQ(fingerprints(one.report), fingerprints(moved.report));
  EXPECT_NE(fingerprints(one.report)[0], fingerprints(one.report)[1]);
}

// The values are those of the SARIF Multitool 5.7.0: `rewrite --insert
// RollingHashPartialFingerprints`.
TEST(RollingHash, AgreesWithTheMultitool) {
  EXPECT_THAT(line_hashes("a: 1\nb: 2\n"),
              ElementsAre("132b7ee912c57691:1", "5d56533273a3bbdb:1", "c129715d7a2bc9a3:1"));
  EXPECT_THAT(line_hashes("same\nsame\n\n\tsame\r\nlast"),
              ElementsAre("d2b6a60541bd4085:1", "224772dfdcbaa1:1", "e01c37cd4a2c2bed:1",
                          "6bf3eaa5b941c6d7:1", "58429ecce5a8d0db:1"));
  EXPECT_THAT(line_hashes("ü: 𝄞\n" + std::string(150, 'x') + "\nend\n"),
              ElementsAre("185501e631d46c02:1", "52b56201ffb58620:1", "fe2be582c6296f40:1",
                          "c129715d7a2bc9a3:1"));
  EXPECT_THAT(line_hashes(""), ElementsAre("c129715d7a2bc9a3:1"));
}

}  // namespace
}  // namespace fairlead
