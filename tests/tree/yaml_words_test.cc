#include <gtest/gtest.h>

#include "support/tree_text.h"

namespace fairlead::testing {
namespace {

struct Mistake {
  std::string_view text;
  std::string_view place;   // line:column kind «bytes»
  std::string_view remedy;  // part of the message
};

/// Keeps the tests' names the same from run to run.
void PrintTo(const Mistake& mistake, std::ostream* out) {
  *out << ::testing::PrintToString(mistake.text);
}

constexpr Mistake mistakes[] = {
    {",", "1:1 syntax «,»", "put the value in quotes"},
    {"a: b: c", "1:4 syntax «b: c»", "put the whole value in quotes"},
    {"- a: b: c # d", "1:6 syntax «b: c»", "put the whole value in quotes"},
    {"image: foo\n  tag: bar\n", "2:3 syntax «tag»", "align it with the other keys"},
    {"- a: 1\n   b: 2\n", "2:4 syntax «b»", "align it with the other keys"},
    {"a:\n    b: 1\n  c: 2\n", "3:3 syntax «c: 2»", "align it"},
    {"a: |\n  x\n y\nb: 1\n", "3:2 syntax «y»", "align it"},
    {"a: 1\n- b\n", "2:1 syntax «- b»", "align it with the other items"},
    {"- a\nb: c\n", "2:1 syntax «b: c»", "begin the line with `- `"},
    {"a:\n\tb: 1\n", "2:1 syntax «\t»", "replace it by spaces"},
    {"a: |\n\t\tx\n", "2:1 syntax «\t\t»", "replace it by spaces"},
    {"a: b\n\tc\n", "2:1 syntax «\t»", "replace it by spaces"},
    {"a: \"x\nb: 1\n", "1:4 syntax «\"»", "add `\"` where the text ends"},
    {"a: \"x\nb: \"y\"\n", "1:4 syntax «\"»", "closed only in line 2"},
    {"a: 'x\nb: 'y'\n", "1:4 syntax «'»", "closed only in line 2"},
    {"a: {x: \"y}\nb: \"c\"\n", "1:8 syntax «\"»", "closed only in line 2"},
    {"a: 'it's'\n", "1:8 syntax «s'»", "write `''` for a quote"},
    {"a: \"b\" c\n", "1:8 syntax «c»", "write `\\\"` for a quote"},
    {"a: [x] y\n", "1:8 syntax «y»", "put all of it in quotes"},
    {"a: [x]]\n", "1:7 syntax «]»", "closes nothing"},
    {"a: [1, 2\n", "1:4 syntax «[»", "add `]`"},
    {"a: {b: 1\n", "1:4 syntax «{»", "add `}`"},
    {"a: [b,\nc: d\n", "1:4 syntax «[»", "add `]`"},
    {"a: [1 2\nb: 3\n", "1:4 syntax «[»", "add `]`"},
    {"a: {x: 1\n y: 2}\n", "1:8 syntax «1»", "a comma is missing"},
    {"[[[[", "1:4 syntax «[»", "add `]`"},
    {"[\"a\" \"b\"]", "1:6 syntax «\"b\"]»", "separate the values with commas"},
    {"a: @x\n", "1:4 syntax «@x»", "cannot begin with `@`"},
    {"a: `x` y\n", "1:4 syntax «`x` y»", "cannot begin with a back-quote"},
    {"a: \"\\d\"\n", "1:5 syntax «\\d»", "write `\\\\` for a backslash"},
    {"a: \"\\xZZ\"\n", "1:5 syntax «\\xZZ»", "2 hexadecimal digits"},
    {"a: \"\\ud800\"\n", "1:5 syntax «\\ud800»", "surrogate"},
    {"a: |foo\n  x\n", "1:5 syntax «foo»", "begin the text on the next line"},
    {"a: >0\n  x\n", "1:4 syntax «>0»", "give 1 to 9"},
    {"a: *.example.com\n", "1:4 syntax «*.example.com»", "put the value in quotes"},
    {"a: &\n", "1:4 syntax «&»", "needs a name"},
    {"a: !<x\n", "1:4 syntax «!<x»", "put the value in quotes"},
    {"a: !e!x 1\n", "1:4 syntax «!e!x»", "%TAG"},
    {"%foo\na: 1\n", "1:1 syntax «%foo»", "put the value in quotes"},
    {"{a: b}\nc: d\n", "2:1 syntax «c: d»", "put `---` before it"},
    {"a: - b\n", "1:4 syntax «- b»", "on a line of its own"},
    {"a: ? b\n", "1:4 syntax «? b»", "put the value in quotes"},
    {"a:b\nc: d\n", "1:2 syntax «:»", "of a key: write `: `"},
    {"a:- b\nc: d\n", "1:2 syntax «:»", "on a line of its own"},
    {"image:nginx:1.2\nd: e\n", "1:6 syntax «:»", "of a key: write `: `"},
    {"a: 1\nb:@c\nd: e\n", "2:2 syntax «:»", "put all that follows in quotes"},
    {"http://a/b\nc: d\n", "1:1 syntax «http://a/b»", "add it, or indent"},
    {"a:\n<<<<<<< HEAD\n- b\n=======\n- c\n>>>>>>> other\n", "2:1 syntax «<<<<<<< HEAD»",
     "keep one of its two sides"},
    {"foo\nbar: baz\n", "1:1 syntax «foo»", "add it"},
    {"a: 1\nkey2\nc: 3\n", "2:1 syntax «key2»", "indent the line if it continues"},
    {"? [a]\n: b\n", "1:3 syntax «[a]»", "cannot be a key"},
    {"a: !!int x\n", "1:10 syntax «x»", "remove the tag or correct the value"},
    {"a: !!binary '!?'\n", "1:13 syntax «'!?'»", "no base64"},
    {"a: 1\nnull: x\n", "2:1 syntax «null»", "name it"},
    {"a: 1\n\xef\xbb\xbf"
     "b: 2\n",
     "2:1 encoding «\xef\xbb\xbf»", "remove it"},
    {"a: b\x07\n", "1:5 encoding «\x07»", "U+0007"},
    {"a: b\xff\n", "1:5 encoding «\xff»", "save the file as UTF-8"},
    {"a: \xed\xa0\x80\n", "1:4 encoding «\xed»", "save the file as UTF-8"},
    {"a: 1\n<% if b %>\nc: 2\n<% end %>\n", "2:1 template «<% if b %>»", "left aside"},
    {"{% if b %}\na: 1\n{% endif %}\n", "1:1 template «{% if b %}»", "left aside"},
    {"a: { b: ${C} }\n", "1:9 template «${C}»", "left aside"},
    {"a: {{ .x }}\n", "1:4 template «{{ .x }}»", "left aside"},
    {"a: 1\n{{- if .x }}\nb: 2\n{{- end }}\n", "2:1 template «{{- if .x }}»", "left aside"},
    {"# Title\n\nWords that make a sentence.\n\nAnd: [more\n",
     "3:1 not-yaml «Words that make a sentence.»", "left aside"},
    {"```yaml\na: 1\n```\n", "1:1 not-yaml «```yaml»", "left aside"},
    {"# Title\n\n- a list\n- **bold** word\n", "3:1 not-yaml «- a list»", "left aside"},
};

class YamlWords : public ::testing::TestWithParam<Mistake> {};

TEST_P(YamlWords, PointAtThePlaceAndNameTheRemedy) {
  const Mistake& mistake = GetParam();
  const TreeText text{std::string(mistake.text)};
  ASSERT_EQ(text.tree.problems.size(), 1u) << text.problems();
  EXPECT_EQ(text.places(), std::string(mistake.place) + "\n");
  EXPECT_NE(text.tree.problems[0].message.find(mistake.remedy), std::string::npos)
      << text.problems();
  EXPECT_NE(text.tree.problems[0].message.back(), '.');
}

INSTANTIATE_TEST_SUITE_P(All, YamlWords, ::testing::ValuesIn(mistakes));

/// The same mistakes at the same bytes when other documents and multibyte lines stand before them.
TEST_P(YamlWords, PointAtThePlaceInALaterDocument) {
  const Mistake& mistake = GetParam();
  if (mistake.text.starts_with('%')) return;  // a directive is none after a document's begin
  const std::string before = "ä: ö\n---\n# ü\n";
  const TreeText text(before + std::string(mistake.text));
  ASSERT_EQ(text.tree.problems.size(), 1u) << text.problems();
  const TreeText alone{std::string(mistake.text)};
  EXPECT_EQ(text.tree.problems[0].at.begin, alone.tree.problems[0].at.begin + before.size());
  EXPECT_EQ(text.tree.problems[0].at.size(), alone.tree.problems[0].at.size());
  EXPECT_EQ(text.tree.problems[0].kind, alone.tree.problems[0].kind);
}

TEST(YamlEncodings, OthersThanUtf8AreNamed) {
  using namespace std::string_literals;
  for (const std::string& text :
       {"\xff\xfe"s + "a\0:\0 \0"s, "\xfe\xff"s + "\0a\0:"s, "a\0:\0 \0b\0"s}) {
    const TreeText read(text);
    ASSERT_EQ(read.tree.problems.size(), 1u);
    EXPECT_EQ(read.tree.problems[0].kind, ProblemKind::utf_16);
    EXPECT_NE(read.problems().find("UTF-16"), std::string::npos) << read.problems();
    EXPECT_FALSE(read.root());
  }
  const TreeText nul("a: 1\n---\nb: x\0y\n---\nc: 2\n"s);
  EXPECT_EQ(nul.places(), "3:5 encoding «\0»\n"s);
  EXPECT_EQ(nul.root(0)["a"].text(), "1");
  EXPECT_EQ(nul.root(2)["c"].text(), "2");
}

TEST(YamlTemplates, QuotedBracesAreText) {
  const TreeText workflow("a: \"{{workflow.name}}\"\nb: 'x {{ y }}'\nc: x{{ y }}\n");
  EXPECT_EQ(workflow.problems(), "");
  const TreeText broken("a: \"{{workflow.name}}\"\nb: [\n");
  EXPECT_EQ(broken.places(), "2:4 syntax «[»\n");
}

/// A password may begin with any sign; a message is no place for it.
TEST(YamlWords, NeverRepeatWhatIsWritten) {
  const std::string secret = "hunter2Xyz";
  for (const std::string_view form :
       {"password: *{}\n", "password: &{0} x: {0}\n", "password: '{}' {0}\n", "password: @{}\n",
        "password: {}: {0}\n", "a: 1\n{}\nb: 2\n", "password: !{}!{0}\n", "p: [{}\n", "p: \"{}\n",
        "p: %{}\n", "{}: 1\n  {0}: {0}\n", "{{ {} }}\n", "p: \"\\{}\"\n"}) {
    std::string text(form);
    for (std::size_t at = text.find("{0}"); at != std::string::npos; at = text.find("{0}")) {
      text.replace(at, 3, secret);
    }
    if (const std::size_t at = text.find("{}"); at != std::string::npos)
      text.replace(at, 2, secret);
    const TreeText read(text);
    ASSERT_FALSE(read.tree.problems.empty()) << text;
    for (const Problem& problem : read.tree.problems) {
      EXPECT_EQ(problem.message.find(secret), std::string::npos) << problem.message;
    }
  }
}

}  // namespace
}  // namespace fairlead::testing
