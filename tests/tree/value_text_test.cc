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
  EXPECT_EQ(Reading("x").json().error.empty(), false);
  EXPECT_EQ(Reading("").json().error, "unexpected end of JSON input");
  EXPECT_EQ(Reading("true").json().error,
            "json: cannot unmarshal bool into Go value of type map[string]interface {}");
  EXPECT_EQ(Reading("[1]").json(Wanted::sequence).error, "");
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
