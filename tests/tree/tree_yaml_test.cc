#include <gtest/gtest.h>

#include "support/tree_text.h"
#include "tree/comments.h"

namespace fairlead::testing {
namespace {

using namespace std::string_literals;

TEST(TreeYaml, EveryKindOfValueKnowsItsBytes) {
  const TreeText text(
      "plain: a b   # comment\n"
      "quoted: 'it''s'\n"
      "double: \"x\\ty\"\n"
      "anchored: &name !!str value\n"
      "flow: &f [1, {a: b}]\n"
      "list:\n"
      "- one\n"
      "- k: 1\n"
      "  l: two\n"
      "\n"
      "literal: |\n"
      "  first\n"
      "   second  \n"
      "\n"
      "# comment\n"
      "folded: >-  # comment\n"
      "  a\n"
      "  b\n"
      "multi: a\n"
      "  b\n");
  EXPECT_EQ(text.problems(), "");
  const Ref root = text.root();
  EXPECT_EQ(text.written(root["plain"]), "a b");
  EXPECT_EQ(text.written(root["quoted"]), "'it''s'");
  EXPECT_EQ(root["quoted"].text(), "it's");
  EXPECT_EQ(text.written(root["double"]), "\"x\\ty\"");
  EXPECT_EQ(root["double"].text(), "x\ty");
  EXPECT_EQ(text.written(root["anchored"]), "value");
  EXPECT_EQ(text.written(root["flow"]), "[1, {a: b}]");
  EXPECT_EQ(text.written(root["flow"][1]), "{a: b}");
  EXPECT_EQ(text.written(root["list"]), "one\n- k: 1\n  l: two");
  EXPECT_EQ(text.written(root["list"][1]), "k: 1\n  l: two");
  EXPECT_EQ(text.written(root["literal"]), "|\n  first\n   second  ");
  EXPECT_EQ(root["literal"].text(), "first\n second  \n");
  EXPECT_EQ(text.written(root["folded"]), ">-  # comment\n  a\n  b");
  EXPECT_EQ(root["folded"].text(), "a b");
  EXPECT_EQ(text.written(root["multi"]), "a\n  b");
  EXPECT_EQ(root["multi"].text(), "a b");
  EXPECT_EQ(text.written(root["literal"].key()->span()), "literal");
}

TEST(TreeYaml, StylesAreKept) {
  const TreeText text("a: x\nb: 'x'\nc: \"x\"\nd: |\n  x\ne: >\n  x\nf: [x]\ng:\n  h: x\n");
  const Style styles[] = {Style::plain,  Style::single_quoted, Style::double_quoted, Style::literal,
                          Style::folded, Style::flow,          Style::block};
  const auto entries = text.root()->entries();
  ASSERT_EQ(entries.size(), std::size(styles));
  for (std::size_t i = 0; i < entries.size(); ++i)
    EXPECT_EQ(entries[i].value->style(), styles[i]) << i;
}

/// go-yaml takes it, and so does all that is built on it; libyaml does not.
TEST(TreeYaml, AnEscapedSingleQuoteIsRead) {
  const TreeText text(
      "a: \"it\\'s \\\"é\\\" \\'x\"\nb: [\"\\'\", 'x\\', \"\\\\'\"]\n# \\'\nc: d\\'\n");
  EXPECT_EQ(text.problems(), "");
  EXPECT_EQ(text.root()["a"].text(), "it's \"é\" 'x");
  EXPECT_EQ(text.written(text.root()["a"]), "\"it\\'s \\\"é\\\" \\'x\"");
  EXPECT_EQ(text.root()["b"][0].text(), "'");
  EXPECT_EQ(text.root()["b"][1].text(), "x\\");
  EXPECT_EQ(text.root()["b"][2].text(), "\\'");
  EXPECT_EQ(text.root()["c"].text(), "d\\'");
  EXPECT_EQ(TreeText("a: \"\\'\\d\"\n").places(), "1:7 syntax «\\d»\n");
}

TEST(TreeYaml, ACommentEndsAtEveryLineBreakOfYaml11) {
  const TreeText text("!t # c\u2028 x\n");
  EXPECT_EQ(text.written(text.root()), "x");
}

/// An anchor ends where its name does.
TEST(TreeYaml, AValueMayFollowItsAnchorAtOnce) {
  const TreeText text("&a:@?");
  EXPECT_EQ(text.written(text.root()), ":@?");
}

TEST(TreeYaml, AnEmptyValueStandsAfterItsColon) {
  struct {
    std::string text;
    std::uint32_t at;
  } const cases[] = {
      {"k:\nnext: 1\n", 2},
      {"k:   # comment\n", 2},
      {"k:\n\n\nnext:\n", 2},
      {"{k: , l}", 3},
      {"{k}", 2},
      {"{k : }", 4},
      {"? k\n: \n", 5},
      {"? k\n", 3},
      {"\"k\" :\n", 5},
      {"k: &anchor\n", 10},
      {"k: !!str\n", 8},
      {"é:\n", 3},
      {"? k\n# c\n: # d\n", 9},
  };
  for (const auto& [written, at] : cases) {
    const TreeText text(written);
    ASSERT_TRUE(text.root()) << written << text.problems();
    const Span span = text.root()->entries()[0].value->span();
    EXPECT_EQ(span.begin, at) << written;
    EXPECT_TRUE(span.empty()) << written;
  }
  const TreeText items("-\n- x\n-\n");
  EXPECT_EQ(items.root()[0]->span().begin, 1u);
  EXPECT_EQ(items.root()[2]->span().begin, 7u);
}

TEST(TreeYaml, MarksCountCharactersAndSpansCountBytes) {
  const TreeText text("\xef\xbb\xbfä: \"ö𝄞\"\nü: [é, x]\nlast: 'ß'\n");
  EXPECT_EQ(text.problems(), "");
  EXPECT_EQ(text.written(text.root()["ä"]), "\"ö𝄞\"");
  EXPECT_EQ(text.written(text.root()["ü"]), "[é, x]");
  EXPECT_EQ(text.written(text.root()["last"]), "'ß'");
  EXPECT_EQ(text.root()->span().begin, 3u);
}

TEST(TreeYaml, LineBreaksOfAllKinds) {
  for (const std::string_view line_break : {"\n", "\r\n", "\r"}) {
    const TreeText text(
        fmt::format("a: 1{0}b: |{0}  x{0}  y{0}c: 'p{0}  q'{0}---{0}d: 2{0}", line_break));
    EXPECT_EQ(text.problems(), "");
    ASSERT_EQ(text.tree.documents.size(), 2u);
    EXPECT_EQ(text.root()["b"].text(), "x\ny\n");
    EXPECT_EQ(text.written(text.root()["b"]), fmt::format("|{0}  x{0}  y", line_break));
    EXPECT_EQ(text.root()["c"].text(), "p q");
    EXPECT_EQ(text.written(text.root(1)["d"]), "2");
  }
  const TreeText separators("a: \"x\u2028y\u0085z\"\nb: 1\n");
  EXPECT_EQ(separators.root()["a"].text(), "x\u2028y z");
  EXPECT_EQ(separators.written(separators.root()["b"]), "1");
}

TEST(TreeYaml, TextsWithoutAValueHaveADocumentWithoutRoot) {
  for (const std::string text :
       {"", "# only a comment\n", "---\n", "---", "\n\n", "--- # c\n", "\xef\xbb\xbf"}) {
    const TreeText empty(text);
    EXPECT_EQ(empty.problems(), "") << text;
    ASSERT_EQ(empty.tree.documents.size(), 1u) << text;
    EXPECT_FALSE(empty.root()) << text;
    EXPECT_EQ(empty.written(empty.tree.documents[0].span), text);
  }
}

TEST(TreeYaml, DocumentsAreReadOneByOne) {
  const TreeText text("# head\n---\na: 1\n--- # second\nb: [\n---\nc: 3\n...\n---\n\n--- d\n");
  ASSERT_EQ(text.tree.documents.size(), 5u);
  EXPECT_EQ(text.root(0)["a"].text(), "1");
  EXPECT_FALSE(text.root(1));
  EXPECT_EQ(text.root(2)["c"].text(), "3");
  EXPECT_FALSE(text.root(3));
  EXPECT_EQ(text.root(4).text(), "d");
  EXPECT_EQ(text.places(), "5:4 syntax «[»\n");
  EXPECT_EQ(text.written(text.tree.documents[0].span), "# head\n---\na: 1\n");
  EXPECT_EQ(text.written(text.tree.documents[1].span), " # second\nb: [\n");
}

TEST(TreeYaml, ALineOfDashesEndsADocumentWhereverItStands) {
  const TreeText quoted("a: \"x\n---\nb: 1\n");
  EXPECT_EQ(quoted.places(), "1:4 syntax «\"»\n");
  EXPECT_EQ(quoted.root(1)["b"].text(), "1");
  const TreeText block("a: |\n  ---\n  x\n ---\n");
  EXPECT_EQ(block.tree.documents.size(), 1u);
  const TreeText longer("a: 1\n----\n---b: 2\n");
  EXPECT_EQ(longer.tree.documents.size(), 1u);
}

TEST(TreeYaml, DirectivesBelongToTheDocumentAfterThem) {
  const TreeText text(
      "%YAML 1.1\n%TAG !e! tag:example.org,2000:\n---\na: !e!x b\n---\nc: !e!x d\n");
  EXPECT_EQ(text.root(0)["a"].text(), "b");
  EXPECT_EQ(text.places(), "6:4 syntax «!e!x»\n");
  const TreeText second("a: 1\n...\n%YAML 1.1\n# c\n---\nb: 2\n");
  EXPECT_EQ(second.problems(), "");
  EXPECT_EQ(second.root(1)["b"].text(), "2");
}

TEST(TreeYaml, AliasesStandForTheLatestAnchorBefore) {
  const TreeText text("a: &x {k: 1}\nb: *x\nc: &x [2]\nd: *x\n");
  EXPECT_EQ(text.problems(), "");
  EXPECT_EQ(text.root()["b"]["k"].text(), "1");
  EXPECT_EQ(text.root()["d"][0].text(), "2");
  EXPECT_EQ(text.written(text.root()["b"].span()), "*x");
  EXPECT_EQ(text.root()->entries()[1].value->kind(), Kind::alias);
  EXPECT_EQ(text.root()["b"]["k"].node(), text.root()["a"]["k"].node());
}

TEST(TreeYaml, AliasesThatLeadNowhere) {
  const TreeText text("a: *nope\nb: &self [x, *self]\n---\na: &x 1\n---\nc: *x\n");
  EXPECT_EQ(text.places(), "1:4 alias «*nope»\n2:14 alias «*self»\n6:4 alias «*x»\n");
  EXPECT_FALSE(text.root()["a"]);
  EXPECT_FALSE(text.root()["b"][1]);
  EXPECT_EQ(text.written(text.root()["b"][1].span()), "*self");
}

/// Expected values from sigs.k8s.io/yaml v1.6.0.
TEST(TreeYaml, MergesAsSigsYamlMakesThem) {
  const TreeText text(
      "base: &base {x: 2, z: 3}\n"
      "own-first: {x: 1, <<: *base}\n"
      "own-last: {<<: *base, x: 1}\n"
      "list: {<<: [{x: 1}, {x: 2, w: 4}]}\n"
      "twice: {<<: {x: 1}, <<: {x: 2}}\n"
      "quoted: {'<<': {x: 1}}\n"
      "nested: {<<: {<<: *base, v: 5}}\n");
  EXPECT_EQ(text.problems(), "");
  const Ref root = text.root();
  EXPECT_EQ(root["own-first"]["x"].text(), "2");
  EXPECT_EQ(root["own-first"]["z"].text(), "3");
  EXPECT_EQ(root["own-last"]["x"].text(), "1");
  EXPECT_EQ(root["list"]["x"].text(), "1");
  EXPECT_EQ(root["list"]["w"].text(), "4");
  EXPECT_EQ(root["twice"]["x"].text(), "2");
  EXPECT_FALSE(root["quoted"]["x"]);
  EXPECT_EQ(root["nested"]["z"].text(), "3");
  EXPECT_EQ(root["own-last"].entries().size(), 2u);
  EXPECT_EQ(root["nested"].entries().size(), 3u);
  EXPECT_EQ(text.written(root["own-last"]["z"].span()), "3");
}

TEST(TreeYaml, AMergeOfWhatIsNoMappingIsRefused) {
  const TreeText text("a: {<<: 5}\nb: {<<: [{x: 1}, y]}\nc: {<<: &m {x: 1}}\nd: {<<: }\n");
  EXPECT_EQ(text.places(), "1:5 syntax «<<»\n2:5 syntax «<<»\n4:5 syntax «<<»\n");
}

TEST(TreeYaml, EqualKeysAreAllKeptAndReported) {
  const TreeText text("a: 1\nb: 2\na: 3\n\"a\": 4\nyes: 1\ntrue: 2\n8: x\n010: y\n");
  EXPECT_EQ(
      text.places(),
      "3:1 duplicate «a»\n4:1 duplicate «\"a\"»\n6:1 duplicate «true»\n8:1 duplicate «010»\n");
  EXPECT_EQ(text.written(text.tree.problems[1].related.at(0)), "a");
  EXPECT_EQ(text.tree.problems[1].related[0].begin, 0u);
  EXPECT_EQ(text.root()->entries().size(), 8u);
  EXPECT_EQ(text.root()["a"].text(), "4");
  EXPECT_EQ(text.root().entries().size(), 4u);
  EXPECT_EQ(text.root().entries()[1].value->text(), "4");
}

TEST(TreeYaml, EqualKeysOfALargeMapping) {
  std::string written;
  for (int i = 0; i < 1000; ++i) written += fmt::format("k{}: {}\n", i % 990, i);
  const TreeText text(written);
  EXPECT_EQ(text.tree.problems.size(), 10u);
  EXPECT_TRUE(text.words(text.tree.problems[0]).starts_with("991:1 duplicate «k0»"));
  EXPECT_EQ(text.root()["k3"].text(), "993");
}

TEST(TreeYaml, RefsNameTheNearestPlaceThatExists) {
  const TreeText text("spec:\n  ports:\n  - name: http\n    port:\n");
  const Ref port = text.root()["spec"]["ports"][0]["port"];
  EXPECT_TRUE(port);
  EXPECT_FALSE(port.present());
  EXPECT_EQ(text.written(port.span()), "port");
  const Ref missing = text.root()["spec"]["ports"][3]["name"];
  EXPECT_FALSE(missing);
  EXPECT_EQ(text.written(missing.span()), "name: http\n    port:");
  EXPECT_EQ(text.written(text.root()["spec"]["ports"][0]["port"]["x"].span()), "port");
  EXPECT_EQ(missing.text(), "");
  EXPECT_FALSE(Ref()["x"][0]);
}

TEST(TreeYaml, BooleansAreThoseOfYaml11) {
  const TreeText text("a: yes\nb: Off\nc: 'true'\nd: 1\n");
  EXPECT_TRUE(text.root()["a"].boolean());
  EXPECT_FALSE(text.root()["b"].boolean(true));
  EXPECT_FALSE(text.root()["c"].boolean());
  EXPECT_TRUE(text.root()["d"].boolean(true));
  EXPECT_TRUE(text.root()["missing"].boolean(true));
}

TEST(TreeYaml, CommentsAreWhatIsNoScalar) {
  const TreeText text(
      "# head\n"
      "---\n"
      "a: b # one\n"
      "c: 'x # no'\n"
      "d: x#no\n"
      "e: | # two\n"
      "  # no\n"
      "f: [1,# three\n"
      "  2]\n"
      "g: !t x\n"
      "# last");
  EXPECT_EQ(text.problems(), "");
  std::string found;
  for (const Span& comment : comments(text.sources, text.tree.documents[0])) {
    found += std::string(text.written(comment)) + "\n";
  }
  EXPECT_EQ(found, "# head\n# one\n# two\n# three\n# last\n");
}

TEST(TreeYaml, CommentsOfADocumentThatCannotBeRead) {
  const TreeText text("a: [ # one\nb: 'x # no'\n# two\n");
  EXPECT_FALSE(text.root());
  std::string found;
  for (const Span& comment : comments(text.sources, text.tree.documents[0])) {
    found += std::string(text.written(comment)) + "\n";
  }
  EXPECT_EQ(found, "# one\n# two\n");
}

}  // namespace
}  // namespace fairlead::testing
