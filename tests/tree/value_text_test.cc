// Texts that templates read: fromYaml, fromJson and their like.
#include "tree/yaml/value_text.h"

#include <gtest/gtest.h>

#include "tree/document.h"
#include "tree/scalar.h"
#include "tree/scalar_number.h"
#include "tree/timestamp.h"

namespace fairlead {
namespace {

class Reading {
 public:
  explicit Reading(std::string text) : source_(sources_.add_written("text", std::move(text))) {}

  ValueText yaml(Wanted wanted = Wanted::mapping) {
    return read_yaml_value(arena_, sources_, source_, wanted);
  }
  ValueText json(Wanted wanted = Wanted::mapping) {
    return read_json_value(arena_, sources_, source_, wanted);
  }
  Tree kyaml() { return read_kyaml(arena_, sources_, source_); }

 private:
  SourceMap sources_;
  SourceId source_;
  Arena arena_;
};

TEST(ValueText, IsTheFirstDocument) {
  Reading text("# of one\n---\na: 1\n---\n: : :\n");
  const ValueText read = text.yaml();
  EXPECT_EQ(read.error, "");
  EXPECT_EQ(Ref(read.root)["a"].text(), "1");
}

TEST(ValueText, EmptyAndNullAreNeitherValueNorError) {
  for (const char* text : {"", "\n", "# nothing", "null", "~", "---\n"}) {
    Reading reading(text);
    const ValueText read = reading.yaml();
    EXPECT_EQ(read.root, nullptr) << text;
    EXPECT_EQ(read.error, "") << text;
  }
}

TEST(ValueText, RefusesInTheLibrarysWords) {
  EXPECT_EQ(Reading("a: b: c").yaml().error,
            "error converting YAML to JSON: yaml: mapping values are not allowed in this context");
  EXPECT_EQ(Reading("a: 1\nb: @x").yaml().error,
            "error converting YAML to JSON: yaml: line 2: found character that cannot start any "
            "token");
  EXPECT_EQ(Reading("- a").yaml().error,
            "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go "
            "value of type map[string]interface {}");
  EXPECT_EQ(Reading("a: 1").yaml(Wanted::sequence).error,
            "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal object into Go "
            "value of type []interface {}");
  EXPECT_EQ(Reading("").json().error, "unexpected end of JSON input");
  EXPECT_EQ(Reading("true").json().error,
            "json: cannot unmarshal bool into Go value of type map[string]interface {}");
  EXPECT_EQ(Reading("[1]").json(Wanted::sequence).error, "");
}

TEST(ValueText, LooksAtTheFirstDocumentAlone) {
  for (const char* text : {"{a: 1} b", "{a: 1}\n- b", "a: 1\n...\nb: [",
                           "\xef\xbb\xbf{a: 1} \xc3\xa9", "{a: 1}  # \xc3\xa9\nb: 2"}) {
    Reading reading(text);
    const ValueText read = reading.yaml();
    EXPECT_EQ(read.error, "") << text;
    EXPECT_EQ(Ref(read.root)["a"].text(), "1") << text;
  }
  EXPECT_EQ(Reading("[a] b").yaml().error,
            "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go "
            "value of type map[string]interface {}");
}

TEST(ValueText, RefusesAliasesInTheLibrarysWords) {
  EXPECT_EQ(Reading("*a").yaml().error,
            "error converting YAML to JSON: yaml: unknown anchor 'a' referenced");
  EXPECT_EQ(Reading("a: &x {b: *x}").yaml().error,
            "error converting YAML to JSON: yaml: anchor 'x' value contains itself");
  Reading good("a: &x 1\nb: *x");
  EXPECT_EQ(Ref(good.yaml().root)["b"].text(), "1");
}

struct JsonWords {
  std::string text, error;
};

class JsonWordsTest : public testing::TestWithParam<JsonWords> {};

// What Go's encoding/json says.
const JsonWords json_words[] = {
    {"", "unexpected end of JSON input"},
    {" \n", "unexpected end of JSON input"},
    {"x", "invalid character 'x' looking for beginning of value"},
    {"'", "invalid character '\\'' looking for beginning of value"},
    {"\\", "invalid character '\\\\' looking for beginning of value"},
    {"\v", "invalid character '\\v' looking for beginning of value"},
    {"\x01", "invalid character '\\x01' looking for beginning of value"},
    {"\x7f", "invalid character '\\x7f' looking for beginning of value"},
    {"\xc3\xa9", "invalid character '\xc3\x83' looking for beginning of value"},
    {"\xad", "invalid character '\\u00ad' looking for beginning of value"},
    {"\xef\xbb\xbf{}", "invalid character '\xc3\xaf' looking for beginning of value"},
    {"t", "invalid character ' ' in literal true (expecting 'r')"},
    {"fals3", "invalid character '3' in literal false (expecting 'e')"},
    {"nul", "invalid character ' ' in literal null (expecting 'l')"},
    {"true1", "invalid character '1' after top-level value"},
    {"1.2.3", "invalid character '.' after top-level value"},
    {"01", "invalid character '1' after top-level value"},
    {"-", "invalid character ' ' in numeric literal"},
    {"-x", "invalid character 'x' in numeric literal"},
    {"1.", "invalid character ' ' after decimal point in numeric literal"},
    {"1e", "invalid character ' ' in exponent of numeric literal"},
    {"1e+x", "invalid character 'x' in exponent of numeric literal"},
    {"{}x", "invalid character 'x' after top-level value"},
    {"{} {}", "invalid character '{' after top-level value"},
    {"{", "unexpected end of JSON input"},
    {"[", "unexpected end of JSON input"},
    {"[1", "unexpected end of JSON input"},
    {"[1,", "unexpected end of JSON input"},
    {"[1 2]", "invalid character '2' after array element"},
    {"[1,]", "invalid character ']' looking for beginning of value"},
    {"[1}", "invalid character '}' after array element"},
    {"{,", "invalid character ',' looking for beginning of object key string"},
    {"{\"a\"", "unexpected end of JSON input"},
    {"{\"a\"}", "invalid character '}' after object key"},
    {"{\"a\":1,}", "invalid character '}' looking for beginning of object key string"},
    {"{\"a\":1 1", "invalid character '1' after object key:value pair"},
    {"{\"a\":}", "invalid character '}' looking for beginning of value"},
    {"\"a", "unexpected end of JSON input"},
    {"\"a\n\"", "invalid character '\\n' in string literal"},
    {"\"\\x\"", "invalid character 'x' in string escape code"},
    {"\"\\u12g4\"", "invalid character 'g' in \\u hexadecimal character escape"},
    {"\"\\u12\"", "invalid character '\"' in \\u hexadecimal character escape"},
    {"\"x\"", "json: cannot unmarshal string into Go value of type map[string]interface {}"},
    {"-1.5e3", "json: cannot unmarshal number into Go value of type map[string]interface {}"},
    {"{\"a\": [1, {}, [], \"\\u00e9\\n\", null, true]} ", ""},
};

TEST_P(JsonWordsTest, AreGos) {
  EXPECT_EQ(Reading(GetParam().text).json().error, GetParam().error) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(All, JsonWordsTest, testing::ValuesIn(json_words));

TEST(ValueText, ALimitOfOursIsNoErrorOfTheText) {
  const ValueText read = Reading(std::string(500, '[') + std::string(500, ']')).json();
  EXPECT_TRUE(read.too_large);
  EXPECT_TRUE(Reading(std::string(500, '[')).json().error == "unexpected end of JSON input");
  EXPECT_EQ(Reading(std::string(10'001, '[')).json().error,
            "invalid character '[' exceeded max depth");
}

TEST(ValueText, BytesThatAreNoUtf8AreReplacedInJson) {
  Reading text("{\"a\": \"\xff\xc3x\\n\xc3\xa9\"}");
  const ValueText read = text.json();
  EXPECT_EQ(read.error, "");
  EXPECT_EQ(Ref(read.root)["a"].text(), "\xef\xbf\xbd\xef\xbf\xbdx\n\xc3\xa9");
}

TEST(ValueText, ADuplicateKeyIsNoError) {
  Reading text("a: 1\na: 2\n");
  const ValueText read = text.yaml();
  EXPECT_EQ(read.error, "");
  EXPECT_EQ(Ref(read.root)["a"].text(), "2");
}

TEST(Kyaml, KnowsFewerBooleans) {
  Reading text("[yes, on, n, true, FALSE, 0o17, 1_000, ~, ! 12, ! yes, !own 12]");
  const Tree tree = text.kyaml();
  std::vector<Kind> kinds;
  for (const Node* item : tree.documents[0].root->items()) kinds.push_back(item->kind());
  using enum Kind;
  EXPECT_EQ(kinds, (std::vector<Kind>{string, string, string, boolean, boolean, integer, integer,
                                      null, integer, string, string}));
}

TEST(Kyaml, APointInTimeIsTheTextThatJsonHas) {
  Reading text("[2020-1-1, '2020-1-1', 2020-13-01, 2001-12-14t21:59:43.10-05:00]");
  const Tree tree = text.kyaml();
  const Ref root = tree.documents[0].root;
  EXPECT_EQ(root[0].text(), "2020-01-01T00:00:00Z");
  EXPECT_EQ(root[1].text(), "2020-1-1");
  EXPECT_EQ(root[2].text(), "2020-13-01");
  EXPECT_EQ(root[3].text(), "2001-12-14T21:59:43.1-05:00");
}

TEST(Timestamp, NeedsARealDay) {
  for (const char* text : {"2020-02-29", "2020-1-1", "2020-01-01 1:2:3", "2020-01-01T00:00:00Z",
                           "2020-01-01t01:02:03.5+01:00"})
    EXPECT_TRUE(is_timestamp(text)) << text;
  for (const char* text :
       {"2021-02-29", "2020-00-01", "2020-01", "20200101", "2020-01-01T", "2020-01-01T00:00:00",
        "2020-01-01t00:00:00z", "2020-01-01 24:00:00", "2020-01-01x", "02020-01-01"})
    EXPECT_FALSE(is_timestamp(text)) << text;
  EXPECT_EQ(timestamp_text("2020-01-01T00:00:00+24:00"), std::nullopt);
  EXPECT_EQ(timestamp_text("2020-01-01T00:00:00+00:00"), "2020-01-01T00:00:00Z");
}

TEST(ScalarNumber, GeneralFormAndUnderscores) {
  EXPECT_EQ(general_number(100000), "100000");
  EXPECT_EQ(general_number(1000000), "1e+06");
  EXPECT_EQ(general_number(0.0001), "0.0001");
  EXPECT_EQ(general_number(0.00001), "1e-05");
  EXPECT_EQ(general_number(123456.7), "123456.7");
  EXPECT_EQ(general_number(-1.5e300), "-1.5e+300");
  EXPECT_EQ(plain_scalar_kind(".5_0"), Kind::floating);
  EXPECT_EQ(plain_scalar_kind("0b-1"), Kind::integer);
  EXPECT_EQ(plain_scalar_kind("-0b-1"), Kind::string);
  EXPECT_EQ(plain_scalar_kind("._5"), Kind::string);
  EXPECT_EQ(plain_scalar_kind(".5_"), Kind::string);
}

}  // namespace
}  // namespace fairlead
