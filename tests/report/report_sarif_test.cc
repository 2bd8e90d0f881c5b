// The SARIF and JSON of small reports; scripts/sarif-gate asks the official validators.
#include <gmock/gmock.h>

#include <set>

#include "base/text.h"
#include "report/place.h"
#include "report/rolling_hash.h"
#include "support/oracle.h"
#include "support/small_report.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;

/// A JSON text that can be asked by paths such as "runs/0/results".
class Json {
 public:
  explicit Json(const std::string& text) {
    document_.Parse(text.data(), text.size());
    EXPECT_FALSE(document_.HasParseError()) << text;
  }
  const rapidjson::Value* find(std::string_view path) const {
    const rapidjson::Value* value = &document_;
    for (std::string_view part : split(path, '/')) {
      const std::string name(part);
      if (value->IsArray()) {
        const auto index = static_cast<rapidjson::SizeType>(std::stoul(name));
        if (index >= value->Size()) return nullptr;
        value = &(*value)[index];
      } else if (value->IsObject() && value->HasMember(name.c_str())) {
        value = &(*value)[name.c_str()];
      } else {
        return nullptr;
      }
    }
    return value;
  }
  std::string text(std::string_view path) const {
    const rapidjson::Value* value = find(path);
    return value && value->IsString() ? std::string(text_of(*value))
                                      : "no text at " + std::string(path);
  }
  std::size_t size(std::string_view path) const {
    const rapidjson::Value* value = find(path);
    return value && value->IsArray() ? value->Size() : 0;
  }
  std::vector<unsigned> region(std::string_view path) const {
    std::vector<unsigned> numbers;
    for (const char* name : {"/startLine", "/startColumn", "/endLine", "/endColumn"}) {
      const rapidjson::Value* value = find(std::string(path) + name);
      numbers.push_back(value ? value->GetUint() : 0);
    }
    return numbers;
  }

 private:
  rapidjson::Document document_;
};

constexpr std::string_view first = "runs/0/results/0/";
std::string of_first(std::string_view path) { return std::string(first) + std::string(path); }
constexpr std::string_view place = "locations/0/physicalLocation/";

TEST(Sarif, CountsColumnsInUtf16) {
  SmallReport small;
  const SourceId file =
      small.file("a.yaml", "# x\r\n\xF0\x9F\x98\x80\xC3\xBC: [one,\r\n two]\r\nlast");
  small.finding(small.at(file, "[one,\r\n two]\r\n"), "x");
  const Json sarif(small.written("sarif"));
  EXPECT_THAT(sarif.region(of_first(std::string(place) + "region")), ElementsAre(2, 6, 3, 6));
  EXPECT_EQ(sarif.text(of_first(std::string(place) + "region/snippet/text")), "[one,\r\n two]");
}

// How many units stand before the last byte is what Node.js 20's TextDecoder says of each.
TEST(Sarif, CountsIllFormedBytesAsDecodersDo) {
  const std::pair<std::string_view, unsigned> cases[] = {{"\xFC\xF1|", 2},
                                                         {"\xE2\x82|", 1},
                                                         {"\xF0\x9F\x98|", 1},
                                                         {"\xF0\x9F\x98\xE9|", 2},
                                                         {"\x93q\x94|", 3},
                                                         {"\xED\xA0\x80|", 3},
                                                         {"\xE0\x80\x80|", 3},
                                                         {"\xF4\x90\x80\x80|", 4},
                                                         {"\xC0\xAF|", 2},
                                                         {"\xEF\xBB\xBF|", 0},
                                                         {"\xEF\xBB\xBF\xEF\xBB\xBF|", 1}};
  for (const auto& [text, before] : cases) {
    SmallReport small;
    const SourceId file = small.file("a.acl", std::string(text));
    small.finding(small.at(file, "|"), "x");
    const Json sarif(small.written("sarif"));
    EXPECT_THAT(sarif.region(of_first(std::string(place) + "region")),
                ElementsAre(1, before + 1, 1, before + 2));
  }
}

TEST(Sarif, CountsFarIntoALineAsNear) {
  SmallReport small;
  // Blocks of any power of two end within one of these.
  std::string line;
  for (int i = 0; i < 5000; ++i) line += "\xE6\x97\xA5\xF0\x9F\x98\x80\xE2\x82|";
  const SourceId file = small.file("a.yaml", line + "here");
  small.finding(small.at(file, "here"), "x");
  const Json sarif(small.written("sarif"));
  EXPECT_THAT(sarif.region(of_first(std::string(place) + "region")),
              ElementsAre(1, 25001, 1, 25005));
}

TEST(Sarif, LeavesTheByteOrderMarkOut) {
  SmallReport small;
  const SourceId file = small.file("a.json", "\xEF\xBB\xBF{\"a\": 1}\n");
  small.hide({file, 0, 5});
  small.finding({file, 0, 8}, "x");
  const Json sarif(small.written("sarif"));
  EXPECT_THAT(sarif.region(of_first(std::string(place) + "region")), ElementsAre(1, 1, 1, 6));
  EXPECT_EQ(sarif.text(of_first(std::string(place) + "region/snippet/text")), "****a\":");
}

TEST(Sarif, LinksOtherPlacesFromTheMessage) {
  SmallReport small;
  const SourceId file = small.file("a.yaml", "a: 1\nb: 2\n");
  Finding& finding = small.finding(small.at(file, "a"), "see [x](9)");
  finding.labels = {{small.at(file, "b"), "the [other]"}, {small.at(file, "2"), ""}};
  finding.help = "do it";
  const Json sarif(small.written("sarif"));
  EXPECT_EQ(sarif.text(of_first("message/text")),
            "see [x] (9). See: [the (other)](1), [here](2). Help: do it.");
  EXPECT_EQ(sarif.size(of_first("relatedLocations")), 2u);
  EXPECT_EQ(sarif.find(of_first("relatedLocations/1/id"))->GetUint(), 2u);
  EXPECT_EQ(sarif.find(of_first("codeFlows")), nullptr);
}

TEST(Sarif, MakesAFlowOfProvenance) {
  SmallReport small;
  const SourceId values = small.file("values.yaml", "host: x\n");
  const SourceId form = small.file("form.yaml", "host: {{ .Values.host }}\n");
  Finding& finding = small.finding(small.at(values, "x"), "wrong");
  finding.labels = {{small.at(values, "host"), "beside it"},
                    {small.at(form, ".Values.host"), "comes from here", true}};
  const Json sarif(small.written("sarif"));
  const std::string steps = of_first("codeFlows/0/threadFlows/0/locations");
  EXPECT_EQ(sarif.size(steps), 2u);
  EXPECT_EQ(sarif.text(steps + "/0/location/physicalLocation/artifactLocation/uri"), "values.yaml");
  EXPECT_EQ(sarif.text(steps + "/1/location/message/text"), "comes from here");
}

TEST(Sarif, EncodesPaths) {
  SmallReport small;
  small.finding({small.file("a b/\xC3\xBC:#?%[1].yaml", "a"), 0, 1}, "x");
  EXPECT_EQ(
      Json(small.written("sarif")).text(of_first(std::string(place) + "artifactLocation/uri")),
      "a%20b/%C3%BC%3A%23%3F%25%5B1%5D.yaml");
}

TEST(Sarif, DescribesEveryRule) {
  SmallReport small;
  const Json sarif(small.written("sarif"));
  const std::string rules = "runs/0/tool/driver/rules/";
  EXPECT_EQ(sarif.text(rules + "1/name"), "BSecondOne");
  EXPECT_EQ(sarif.text(rules + "1/help/markdown"), "# the page\n");
  EXPECT_EQ(sarif.text(rules + "1/properties/security-severity"), "5.5");
  EXPECT_EQ(sarif.text(rules + "1/properties/problem.severity"), "warning");
  EXPECT_EQ(sarif.find(rules + "0/properties/security-severity"), nullptr);
  EXPECT_EQ(sarif.size("runs/0/results"), 0u);
}

TEST(Sarif, CutsDescriptionsBetweenCharacters) {
  SmallReport small;
  std::string long_title;
  while (long_title.size() < 1100) long_title += "\xE2\x9C\x93";
  RuleInfo rule = small_rules[0];
  rule.title = long_title;
  small.report.rules = std::span(&rule, 1);
  const Json sarif(small.written("sarif"));
  const std::string text = sarif.text("runs/0/tool/driver/rules/0/shortDescription/text");
  EXPECT_EQ(text, std::string_view(long_title).substr(0, 1023));
}

TEST(Sarif, KeepsTheMostSevereOfTooMany) {
  SmallReport small;
  const SourceId file = small.file("a.yaml", std::string(6000, 'x'));
  for (std::uint32_t i = 0; i < 6000; ++i)
    small.finding({file, i, i + 1}, "x", i % 3 == 0 ? 0 : 1);  // every third is an error
  const std::string text = small.written("sarif");
  EXPECT_LT(text.size(), 10u << 20) << "snippets of long lines are not to be repeated";
  const Json sarif(text);
  ASSERT_EQ(sarif.size("runs/0/results"), 5000u);
  std::size_t errors = 0;
  unsigned last = 0;
  for (int i = 0; i < 5000; ++i) {
    const std::string result = fmt::format("runs/0/results/{}/", i);
    errors += sarif.text(result + "level") == "error";
    const unsigned column = sarif.region(result + std::string(place) + "region")[1];
    EXPECT_GT(column, last);
    last = column;
  }
  EXPECT_EQ(errors, 2000u);
  EXPECT_TRUE(contains(sarif.text("runs/0/invocations/0/toolExecutionNotifications/0/message/text"),
                       "1000"));
}

TEST(JsonFormat, SaysWhatAProgramNeeds) {
  SmallReport small;
  const SourceId file = small.file("a.yaml", "\xC3\xBC: one\n");
  Finding& finding = small.finding(small.at(file, "one"), "x");
  finding.resource = "Deployment jobs/worker";
  small.report.summary.files = 1;
  small.report.summary.not_checked = {{"b.yaml", {}, "", "it is no YAML"}};
  const Json json(small.written("json"));
  EXPECT_EQ(json.text("version"), "1");
  EXPECT_EQ(json.text("findings/0/rule"), "a/first");
  EXPECT_EQ(json.text("findings/0/severity"), "error");
  EXPECT_EQ(json.text("findings/0/location/path"), "a.yaml");
  EXPECT_THAT(json.region("findings/0/location"), ElementsAre(1, 4, 1, 7));
  EXPECT_EQ(json.text("findings/0/resource"), "Deployment jobs/worker");
  EXPECT_EQ(json.text("notChecked/0/reason"), "it is no YAML");
}

TEST(Fingerprints, DoNotDependOnTheLineAndAreUnique) {
  const auto prints = [](std::string_view before, std::string_view resource) {
    SmallReport small;
    const SourceId file = small.file("a.yaml", std::string(before) + "a: 1\nb: 2\nc: 3\n");
    for (const std::string_view key : {"a:", "b:", "c:"}) {
      Finding& finding = small.finding(small.at(file, key), "the same words");
      finding.resource = resource;
      if (key != "c:") finding.path = "spec.a";
    }
    return fingerprints(small.report);
  };
  const std::vector<std::string> all = prints("", "Pod a/b");
  EXPECT_EQ(std::set(all.begin(), all.end()).size(), 3u);
  EXPECT_EQ(prints("# one line\n# more\n", "Pod a/b"), all);
  EXPECT_NE(prints("", "Pod a/c"), all);
}

// What the SARIF Multitool 5.7.0 says (`rewrite --insert RollingHashPartialFingerprints`).
TEST(LineHashes, AreThoseOfTheMultitool) {
  EXPECT_THAT(line_hashes("a: 1\nb: 2\n\nc: 3\na: 1\n"),
              ElementsAre("2fe6a72ff3ae507:1", "21d5d147dcaec8f1:1", "3a6357195bc02b59:1",
                          "783b70a443a5b173:1", "4037987d9a8320d9:1", ::testing::_));
  EXPECT_THAT(line_hashes("a: 1\r\nb: 2\r\n\r\nc: 3\r\n"),
              ElementsAre("6558e0472f31b1e9:1", "5229f981f663d9b3:1", "17da84dce66021fb:1",
                          "7a750de74cc456dd:1", ::testing::_));
  EXPECT_THAT(line_hashes("same\nsame\n\n\tsame\r\nlast"),
              ElementsAre("d2b6a60541bd4085:1", "224772dfdcbaa1:1", "e01c37cd4a2c2bed:1",
                          "6bf3eaa5b941c6d7:1", "58429ecce5a8d0db:1"));
  EXPECT_THAT(line_hashes("\xC3\xBC: \xF0\x9D\x84\x9E\n" + std::string(150, 'x') + "\nend\n"),
              ElementsAre("185501e631d46c02:1", "52b56201ffb58620:1", "fe2be582c6296f40:1",
                          "c129715d7a2bc9a3:1"));
  EXPECT_THAT(line_hashes("\xEF\xBB\xBF"
                          "a: 1\nb: 2"),
              ElementsAre("4252bb1e9b1a3153:1", "a2e0b3ce8782bc7d:1"));
  EXPECT_THAT(line_hashes(""), ElementsAre("c129715d7a2bc9a3:1"));
  EXPECT_THAT(line_hashes("a: 1\nb: 2"), ElementsAre("4252bb1e9b1a3153:1", "a2e0b3ce8782bc7d:1"));
  EXPECT_THAT(line_hashes("\n\n\n"), ElementsAre("4e5d562094661a0d:1", "5b5d4caf73a13177:1",
                                                 "3c5bef55b72b93c9:1", ::testing::_));
  EXPECT_THAT(line_hashes("  \t\n a: 1\t\n"),
              ElementsAre("fa9a9672426c3547:1", "4037987d9a8320d9:1", ::testing::_));
  EXPECT_THAT(line_hashes("# \xC3\xBC"
                          "bergr\xC3\xB6\xC3\x9F"
                          "e \xE2\x9C\x93\na: \xF0\x9F\x98\x80 b\n"),
              ElementsAre("19bdbd1a72da3f8b:1", "12790ec627a27a17:1", ::testing::_));
}

TEST(LineHashes, CountEqualOnes) {
  std::string text;
  for (int i = 0; i < 230; ++i) text += "x\n";
  const std::vector<std::string> hashes = line_hashes(text);
  EXPECT_EQ(hashes[0], "c0fe7b2700d6c254:1");
  EXPECT_EQ(hashes[99], "c0fe7b2700d6c254:100");
  EXPECT_EQ(hashes[180], "c0fe7b2700d6c254:181");
  EXPECT_EQ(hashes[181], "c0fe7b2700fbb0cd:1");
  EXPECT_EQ(hashes[229], "828973aa50c68d6d:1");
}

}  // namespace
}  // namespace fairlead::testing
