// What must not show, and what must not act on who reads it.
#include <gtest/gtest.h>

#include <random>

#include "base/text.h"
#include "report/inert.h"
#include "report/machine/json_writer.h"
#include "report/mask.h"
#include "support/oracle.h"
#include "support/small_report.h"

namespace fairlead::testing {
namespace {

TEST(KnownTexts, FindsWhatASearchForEachFinds) {
  std::mt19937 random(7);
  const auto word = [&](std::size_t least, std::size_t most) {
    std::string text;
    const std::size_t size = std::uniform_int_distribution<std::size_t>(least, most)(random);
    for (std::size_t i = 0; i < size; ++i)
      text += static_cast<char>('a' + std::uniform_int_distribution<int>(0, 1)(random));
    return text;
  };
  for (int round = 0; round < 300; ++round) {
    KnownTexts known;
    std::vector<std::string> texts;
    for (int i = 0; i < 4; ++i) texts.push_back(word(4, 14));
    for (const std::string& text : texts) known.add(text);
    const std::string in = word(0, 80);
    std::vector<Range> expected;
    for (const std::string& text : texts) {
      if (text.size() < KnownTexts::shortest) continue;
      for (auto at = in.find(text); at != in.npos; at = in.find(text, at + 1))
        expected.push_back({at, at + text.size()});
    }
    EXPECT_EQ(known.find(in), merged(expected)) << in;
  }
}

TEST(KnownTexts, FindsEachOfVeryMany) {
  KnownTexts known;
  std::string text;
  std::vector<Range> expected;
  for (int i = 100'000; i < 200'000; ++i) {
    const std::string number = std::to_string(i);
    known.add("x" + number);
    text += "u" + number + " >";
    expected.push_back({text.size(), text.size() + 7});
    text += "x" + number + " ~y\n";
  }
  EXPECT_EQ(known.find(text), expected);
}

TEST(KnownTexts, FindsLongOnesWholeAndInPart) {
  std::string text;
  for (int i = 0; text.size() < 1000; ++i) text += fmt::format("{:x}-", i * 7919);
  KnownTexts known;
  known.add(text);
  EXPECT_EQ(known.find("<" + text + ">"), std::vector<Range>({{1, 1 + text.size()}}));
  EXPECT_EQ(known.find(text.substr(320, 64)), std::vector<Range>({{0, 64}}));
  EXPECT_TRUE(known.find("nothing of it").empty());
}

class Masking : public ::testing::Test {
 protected:
  void mark(std::string_view words) { small_.sources.mark_secret(small_.at(source_, words)); }
  std::string line(std::uint32_t number) const {
    return Mask(small_.sources).source(small_.sources.line(source_, number));
  }
  std::string words(std::string_view text) const { return Mask(small_.sources).words(text); }

  SmallReport small_;
  SourceId source_ = small_.file("a.yaml",
                                 "password: hunter22 # x\n"
                                 "again: \"hunter22\"\n"
                                 "pin: 4711\n"
                                 "other: 4711\n"
                                 "url: redis://app:unseen@cache:6379/0\n"
                                 "late: redis://:$(PASSWORD)@cache:6379\n"
                                 "key: |\n  line one\n  line two 2\n"
                                 "word: postgres\n");
};

TEST_F(Masking, HidesMarkedPlacesAndWhatRepeatsThem) {
  mark("hunter22");
  EXPECT_EQ(line(1), "password: **** # x");
  EXPECT_EQ(line(2), "again: \"****\"");
  EXPECT_EQ(words("`hunter22` is not `hunter2`"), "`****` is not `hunter2`");
}

TEST_F(Masking, HidesShortOnesAtTheirPlaceOnly) {
  mark("4711");
  EXPECT_EQ(line(3), "pin: ****");
  EXPECT_EQ(line(4), "other: 4711");
  EXPECT_EQ(words("4711"), "4711");
}

TEST_F(Masking, HidesAPlainWordWhereverItIs) {
  const SourceId more = small_.file("b.yaml", "pass: swordfish\n# it was swordfish\n");
  small_.sources.mark_secret(small_.at(more, "swordfish"));
  const Mask mask(small_.sources);
  EXPECT_EQ(mask.source(small_.sources.line(more, 2)), "# it was ****");
  EXPECT_EQ(mask.words("no `swordfish`"), "no `****`");
}

TEST_F(Masking, HidesCommonplacesAtTheirPlaceOnly) {
  mark("postgres");
  small_.sources.add_secret_text("Secret");
  small_.sources.add_secret_text("a note\nin the namespace\nx9-in the namespace");
  EXPECT_EQ(line(10), "word: ****");
  EXPECT_EQ(words("host `postgres`, a Secret in the namespace"),
            "host `postgres`, a Secret in the namespace");
  EXPECT_EQ(words("x9-in the namespace"), "****");
}

TEST_F(Masking, TakesTheQuotesOffWhatIsRepeated) {
  mark("\"hunter22\"");
  EXPECT_EQ(line(2), "again: ****");
  EXPECT_EQ(line(1), "password: **** # x");
}

TEST_F(Masking, HidesPasswordsOfUrlsThatNobodyMarked) {
  EXPECT_EQ(line(5), "url: redis://app:****@cache:6379/0");
  EXPECT_EQ(line(6), "late: redis://:$(PASSWORD)@cache:6379");
  EXPECT_EQ(words("see redis://:p%40ss@h/0 and http://a:b@c"),
            "see redis://:****@h/0 and http://a:****@c");
}

TEST_F(Masking, HidesPasswordsThatNobodyEncoded) {
  EXPECT_EQ(words("redis://:a/b#c?d@h:1/0"), "redis://:****@h:1/0");
  EXPECT_EQ(words("redis://:$ecret@h"), "redis://:****@h");
  EXPECT_EQ(words("redis://:${A}b@h and redis://:$A/b@h"), "redis://:****@h and redis://:****@h");
  EXPECT_EQ(words("redis://:${A:-b}@h and redis://:$(b@h"), "redis://:****@h and redis://:****@h");
  EXPECT_EQ(words("redis://a:1,:pass@b:2"), "redis://a:****@b:2");
  EXPECT_EQ(words("`amqp://u:x@a`,`amqp://u:y@b`"), "`amqp://u:****@a`,`amqp://u:****@b`");
}

TEST_F(Masking, TakesNoPathForAPassword) {
  for (const std::string_view text :
       {"http://registry:5000/image@sha256:0", "http://host/a:b@c", "http://[::1]:80/x@y",
        "mongodb://a:1,b:2/db?x=y@z", "redis://:$PASSWORD@h", "redis://:${PASSWORD}@h",
        "redis://:{{.Values.password}}@h", "http://$(HOST):$(PORT)/x@y", "http://a:80 b@c"}) {
    EXPECT_EQ(words(text), text);
  }
}

TEST_F(Masking, HidesEachLineOfALongOne) {
  mark("|\n  line one\n  line two 2\n");
  EXPECT_EQ(line(7), "key: ****");
  EXPECT_EQ(line(8), "****");
  EXPECT_EQ(words("so `line two 2` is"), "so `****` is");
}

TEST_F(Masking, HidesThePartOfACredentialThatASpanHolds) {
  mark("hunter22");
  const Span again = small_.at(source_, "hunter22", 1);
  const Mask mask(small_.sources);
  EXPECT_EQ(mask.source(again.part(0, 3)), "****");
  EXPECT_EQ(mask.source(again.part(6, 9)), "****\"");
}

TEST_F(Masking, RemembersTextsThatNoSourceHolds) {
  small_.sources.add_secret_text("decoded-0815");
  EXPECT_EQ(words("decoded-0815!"), "****!");
}

TEST_F(Masking, RefusesFixesThatWouldWriteStars) {
  mark("hunter22");
  const Mask mask(small_.sources);
  EXPECT_TRUE(mask.can_show({"x", {{small_.at(source_, "again"), "once"}}}));
  EXPECT_FALSE(mask.can_show({"x", {{small_.at(source_, "again"), "hunter22"}}}));
}

TEST(Inert, EscapesWhatActsOnATerminal) {
  EXPECT_EQ(inert("a\x1b[31mb\r\n\tc\x7f"), "a\\x1b[31mb\\x0d\\x0a\tc\\x7f");
  EXPECT_EQ(inert("\xC2\x85|\xE2\x80\xAE|\xE2\x81\xA6|\xE2\x80\xA8"),
            "\\u{85}|\\u{202e}|\\u{2066}|\\u{2028}");
  EXPECT_EQ(inert("gr\xC3\xBC\xC3\x9F \xE2\x9C\x93 \xF0\x9F\x98\x80"),
            "gr\xC3\xBC\xC3\x9F \xE2\x9C\x93 \xF0\x9F\x98\x80");
  EXPECT_EQ(inert("\xFF|\xC3"), "\xEF\xBF\xBD|\xEF\xBF\xBD");
}

TEST(Inert, DisarmsWorkflowCommands) {
  EXPECT_EQ(inert("x ##[add-mask]y ###[error]"), "x ##\\[add-mask]y ###\\[error]");
  EXPECT_EQ(inert("##vso[task.complete]x ##teamcity[y] ##a b[c"),
            "##vso\\[task.complete]x ##teamcity\\[y] ##a b[c");
  EXPECT_EQ(inert("::error::x"), "\\::error::x");
  EXPECT_EQ(inert(" \t::error::x"), " \t\\::error::x");
  EXPECT_EQ(inert("\xC2\xA0::error::x"), "\xC2\xA0\\::error::x");
  EXPECT_EQ(inert("a ::b:: ## [c]"), "a ::b:: ## [c]");
}

TEST(JsonLiteral, ReadsAsTheSameText) {
  for (const std::string_view text : {"##[error] ###[x] #", "##vso[x] ##[", "a\"b\\c\n\r\t\x1b\x01",
                                      "\xE2\x80\xAE \xC2\x85 \xF0\x9F\x98\x80"}) {
    const std::string literal = json_literal(text);
    rapidjson::Document read;
    read.Parse(literal.data(), literal.size());
    ASSERT_FALSE(read.HasParseError()) << literal;
    EXPECT_EQ(text_of(read), text);
    EXPECT_FALSE(contains(literal, "##[")) << literal;
    for (std::string_view rest = literal; !rest.empty();) {
      const CodePoint point = next_code_point(rest);
      EXPECT_FALSE(is_control(point.value)) << literal;
      rest.remove_prefix(point.length);
    }
  }
}

}  // namespace
}  // namespace fairlead::testing
