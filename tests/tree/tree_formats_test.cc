#include <gtest/gtest.h>

#include "support/tree_text.h"

namespace fairlead::testing {
namespace {

using namespace std::string_literals;

/// A sequence of lines as `a|b|c` each.
std::string lines(const TreeText& text) {
  std::string all;
  for (const Node* line : text.root().items()) {
    std::string tokens;
    for (const Node* token : line->items())
      tokens += (tokens.empty() ? "" : "|") + std::string(token->text());
    all += tokens + "\n";
  }
  return all;
}

TEST(Syntax, StandsInEveryScalar) {
  EXPECT_EQ(TreeText("\"a\"\n").root()->syntax(), Syntax::yaml);
  EXPECT_EQ(TreeText("[\"a\"]\n", read_json).root()[0]->syntax(), Syntax::json);
  EXPECT_EQ(TreeText("save \"\"\n", read_redis_conf).root()[0][1]->syntax(), Syntax::redis);
  EXPECT_EQ(TreeText("user a on\n", read_acl_file).root()[0][1]->syntax(), Syntax::redis);
  EXPECT_EQ(TreeText("A=\"b\"\n", read_env_file).root()["A"]->syntax(), Syntax::env);
}

TEST(Syntax, DecidesWhatAnEscapeIs) {
  // The same bytes: a line feed and `q` to Redis; in a .env file `\\q` has no meaning and stays.
  const TreeText redis("a \"\\n\\q\"\n", read_redis_conf);
  const TreeText env("A=\"\\n\\q\"\n", read_env_file);
  const Ref by_redis = redis.root()[0][1], by_env = env.root()["A"];
  EXPECT_EQ(by_redis.text(), "\nq");
  EXPECT_EQ(by_env.text(), "\n\\q");
  EXPECT_EQ(redis.written(decoded_span(redis.sources, *by_redis, 1, 2)), "\\q");
  EXPECT_EQ(env.written(decoded_span(env.sources, *by_env, 2, 3)), "q");
}

TEST(Json, ValuesKnowTheirBytes) {
  const TreeText text(
      "\xef\xbb\xbf{\"a\" : [1, -2.5e3, \"x\\n\\u00e9\", true, null, {}, []],\r\n \"b\": {\"c\": "
      "\"é\"}}\n",
      read_json);
  ASSERT_EQ(text.problems(), "");
  const Ref root = text.root();
  EXPECT_EQ(text.written(root["a"]), "[1, -2.5e3, \"x\\n\\u00e9\", true, null, {}, []]");
  EXPECT_EQ(root["a"][0]->kind(), Kind::integer);
  EXPECT_EQ(root["a"][1]->kind(), Kind::floating);
  EXPECT_EQ(json_value(*root["a"][1]), "-2500");
  EXPECT_EQ(root["a"][2].text(), "x\né");
  EXPECT_TRUE(root["a"][3].boolean());
  EXPECT_TRUE(root["a"][4]->is_null());
  EXPECT_TRUE(root["a"][5]->is_mapping());
  EXPECT_EQ(text.written(root["b"]["c"]), "\"é\"");
  EXPECT_EQ(text.written(root["b"].key()->span()), "\"b\"");
}

TEST(Json, SurrogatesAndLongKeys) {
  const std::string key(5000, 'k');
  const TreeText text("{\"" + key + "\": \"\\ud83d\\ude00 \\ud83d x \u0085\u2028\\t\"}", read_json);
  ASSERT_EQ(text.problems(), "");
  EXPECT_EQ(text.root()[key].text(), "😀 \ufffd x \u0085\u2028\t");
}

TEST(Json, MistakesHaveAPlaceAndARemedy) {
  struct {
    std::string_view text, place, remedy;
  } const mistakes[] = {
      {"{\"a\": 1,}", "1:9 syntax «}»", "remove the comma"},
      {"[1, 2,]", "1:7 syntax «]»", "remove the comma"},
      {"{a: 1}", "1:2 syntax «a»", "double quotes"},
      {"{'a': 1}", "1:2 syntax «'»", "double quotes"},
      {"{\"a\" 1}", "1:6 syntax «1»", "`:`"},
      {"{\"a\": 1 \"b\": 2}", "1:9 syntax «\"»", "`,` or `}`"},
      {"[1 2]", "1:4 syntax «2»", "`,` or `]`"},
      {"{\"a\": \"x\n}", "1:7 syntax «\"»", "never closed"},
      {"{\"a\": [1", "1:7 syntax «[»", "add `]`"},
      {"{\"a\": 01}", "1:7 syntax «01»", "no JSON value"},
      {"{\"a\": True}", "1:7 syntax «True»", "no JSON value"},
      {"{\"a\": \"\\x\"}", "1:8 syntax «\\x»", "write `\\\\`"},
      {"{\"a\": \"\\u12g4\"}", "1:8 syntax «\\u»", "write `\\\\`"},
      {"{\"a\": \"\t\"}", "1:8 syntax «\t»", "escape"},
      {"{} []", "1:4 syntax «[»", "after the end"},
      {"[1, // one\n2]", "1:5 syntax «//»", "no comments"},
      {"{\"a\": .5}", "1:7 syntax «.5»", "no JSON value"},
      {"{\"a\": }", "1:7 syntax «}»", "no JSON value"},
      {"[\"\xff\"]", "1:3 encoding «\xff»", "UTF-8"},
  };
  for (const auto& [written, place, remedy] : mistakes) {
    const TreeText text{std::string(written), read_json};
    ASSERT_EQ(text.places(), std::string(place) + "\n") << written;
    EXPECT_NE(text.problems().find(remedy), std::string::npos) << text.problems();
    EXPECT_FALSE(text.root()) << written;
  }
}

TEST(Json, EqualKeysAndNothing) {
  const TreeText twice("{\"a\": 1, \"\\u0061\": 2}", read_json);
  EXPECT_EQ(twice.places(), "1:10 duplicate «\"\\u0061\"»\n");
  EXPECT_EQ(twice.root()["a"].text(), "2");
  EXPECT_EQ(TreeText("", read_json).problems(), "");
  EXPECT_EQ(TreeText(" \n", read_json).places(), "1:1 syntax « \n»\n");
}

TEST(Json, AnObjectBehindAValueIsADocument) {
  const TreeText text("7{", read_json);
  EXPECT_EQ(text.places(), "1:2 syntax «{»\n");
  ASSERT_EQ(text.tree.documents.size(), 2u);
  EXPECT_EQ(text.tree.documents[0].root->text(), "7");
  EXPECT_EQ(text.tree.documents[1].root, nullptr);
}

/// What a token is was compared with a Redis 7.0.15 server's own cutting of 3,000 random lines.
TEST(RedisConf, TokensAsTheServerCutsThem) {
  const TreeText text(
      "# comment\n"
      "\n"
      "  port 6379  \r\n"
      "requirepass \"a b\\x41\\n\"\n"
      "user x on '>it\\'s \\n'\n"
      "save \"\"\n"
      "name pre\"fix ed\"\n"
      "dir\t/tmp   # no comment\n",
      read_redis_conf);
  ASSERT_EQ(text.problems(), "");
  EXPECT_EQ(lines(text),
            "port|6379\n"
            "requirepass|a bA\n\n"
            "user|x|on|>it's \\n\n"
            "save|\n"
            "name|prefix ed\n"
            "dir|/tmp|#|no|comment\n");
  EXPECT_EQ(text.written(text.root()[0]), "port 6379");
  EXPECT_EQ(text.written(text.root()[1][1]), "\"a b\\x41\\n\"");
  EXPECT_EQ(text.written(text.root()[4][1]), "pre\"fix ed\"");
  EXPECT_EQ(text.root()[1][1]->style(), Style::double_quoted);
}

TEST(RedisConf, UnbalancedQuotesAreRefused) {
  const TreeText text("port 1\nmaxmemory \"1mb\nsave ''x\nname a'b\ndir /\n", read_redis_conf);
  EXPECT_EQ(text.places(), "2:11 quotes «\"»\n3:6 quotes «'»\n4:7 quotes «'»\n");
  EXPECT_EQ(lines(text), "port|1\nmaxmemory\nsave\nname\ndir|/\n");
}

TEST(RedisConf, NulEndsALineAndNothingIsNoDirective) {
  EXPECT_EQ(lines(TreeText("port 1\0 2\n\0\nx\n"s, read_redis_conf)), "port|1\n\nx\n");
  EXPECT_EQ(TreeText("", read_redis_conf).root().items().size(), 0u);
  EXPECT_TRUE(TreeText("# x\n", read_redis_conf).root());
}

TEST(AclFile, SpacesCutTokensOneByOne) {
  const TreeText text("user a on  >x ~* \r\n\n  user \"b\" on\tx # c\n", read_acl_file);
  ASSERT_EQ(text.problems(), "");
  EXPECT_EQ(lines(text), "user|a|on||>x|~*\nuser|\"b\"|on\tx|#|c\n");
  EXPECT_EQ(text.root()[0][3]->span().begin, 10u);
  EXPECT_TRUE(text.root()[0][3]->span().empty());
  EXPECT_EQ(text.written(text.root()[1]), "user \"b\" on\tx # c");
}

TEST(EnvFile, NamesAndValues) {
  const TreeText text(
      "# comment\n"
      "PLAIN=a b  # comment\n"
      "export EXPORTED=x#y\n"
      "EMPTY=\n"
      "ONLY_COMMENT= # comment\n"
      "NAME_ALONE\n"
      "DOUBLE=\"x \\\"y\\\"\\n#z\" # comment\n"
      "SINGLE='a\\nb'\n"
      "MULTI=\"one\n"
      "two\"\n"
      "URL = redis://h:1/0?a=b\r\n"
      "  INDENTED=1",
      read_env_file);
  ASSERT_EQ(text.problems(), "");
  const Ref root = text.root();
  EXPECT_EQ(root["PLAIN"].text(), "a b");
  EXPECT_EQ(root["EXPORTED"].text(), "x#y");
  EXPECT_TRUE(root["EMPTY"]->is_string());
  EXPECT_EQ(root["EMPTY"].text(), "");
  EXPECT_EQ(root["ONLY_COMMENT"].text(), "");
  EXPECT_TRUE(root["NAME_ALONE"]->is_null());
  EXPECT_EQ(root["DOUBLE"].text(), "x \"y\"\n#z");
  EXPECT_EQ(text.written(root["DOUBLE"]), "\"x \\\"y\\\"\\n#z\"");
  EXPECT_EQ(root["SINGLE"].text(), "a\\nb");
  EXPECT_EQ(root["MULTI"].text(), "one\ntwo");
  EXPECT_EQ(root["URL"].text(), "redis://h:1/0?a=b");
  EXPECT_EQ(text.written(root["URL"].key()->span()), "URL");
  EXPECT_EQ(root["INDENTED"].text(), "1");
  EXPECT_EQ(root->entries().size(), 10u);
}

TEST(EnvFile, MistakesAndRepeats) {
  const TreeText text("A=\"x\n=y\nB=1\nB=2\nB=1\n", read_env_file);
  EXPECT_EQ(text.places(),
            "1:3 syntax «\"»\n2:1 syntax «=»\n4:1 duplicate «B»\n5:1 repeated «B»\n");
  EXPECT_EQ(text.root()["A"].text(), "\"x");
  EXPECT_EQ(text.root()["B"].text(), "1");
  EXPECT_TRUE(TreeText("", read_env_file).root()->is_mapping());
}

}  // namespace
}  // namespace fairlead::testing
