// What must not act on who reads it.
#include "report/inert.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "report/machine/json_writer.h"
#include "support/oracle.h"

namespace fairlead::testing {
namespace {

TEST(Inert, LinesStayLines) {
  EXPECT_EQ(inert_lines("a:\n- at '': \x1b[31m\n::error::x\n\n"),
            "a:\n- at '': \\x1b[31m\n\\::error::x");
  EXPECT_EQ(inert_lines("a\r\n##[error]b"), "a\\x0d\n##\\[error]b");
  EXPECT_EQ(inert_lines(""), "");
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
