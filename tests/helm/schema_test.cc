// Where faults of values lie, and what is not judged.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>

#include "base/text.h"
#include "deploy/helm/schema/check.h"
#include "deploy/helm/schema/decimal.h"
#include "deploy/helm/schema/fault_words.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view chart_yaml = "apiVersion: v2\nname: app\nversion: 1.0.0\n";

using FilesOf = std::map<std::string, std::string>;

/// A release of a chart out of files in memory, with what the schemas say of it.
class Checked {
 public:
  explicit Checked(FilesOf files, const std::string& given = "")
      : files_(with_chart(std::move(files))), loader_(files_, sources_, arena_) {
    chart_ = loader_.load("");
    EXPECT_TRUE(chart_.has_value());
    helm::Given all;
    if (!given.empty()) {
      tree_ = read_yaml(arena_, sources_, sources_.add_written("given.yaml", given));
      all.layers.push_back({tree_.documents[0].root});
    }
    release_ = helm::make_release(*chart_, all, {}, sources_, arena_);
    EXPECT_TRUE(release_.has_value());
    verdict = helm::schema_verdict(*release_, loader_, sources_, arena_, drafts_);
  }

  /// "values.yaml:2:4 `5`: got number, want string [\"string\"]": where, what stands there, and
  /// what the schema says.
  std::vector<std::string> faults() const {
    std::vector<std::string> all;
    for (const auto& refusal : verdict.refusals)
      for (const helm::SchemaFault& fault : refusal.faults)
        all.push_back(fmt::format("{}: {} [{}]", place(fault.at), fault.message,
                                  fault.schema.is_place() ? sources_.text(fault.schema) : "-"));
    return all;
  }
  std::string place(Span at) const {
    if (!at.is_place()) return "-";
    const Span edit = sources_.blame(at).edit;
    const Position position = sources_.position(edit.source, edit.begin);
    return fmt::format("{}:{}:{} `{}`", sources_.name(edit.source), position.line, position.column,
                       sources_.text(edit));
  }
  std::string unchecked() const {
    return verdict.unchecked.empty() ? "" : verdict.unchecked[0].message;
  }

 private:
  static std::map<std::string, std::string> with_chart(std::map<std::string, std::string> files) {
    files.emplace("Chart.yaml", chart_yaml);
    return files;
  }

  MemoryFiles files_;
  SourceMap sources_;
  Arena arena_;
  helm::DraftSchemas drafts_;
  helm::ChartLoader loader_;
  helm::Outcome<helm::Chart> chart_;
  Tree tree_;
  helm::Outcome<helm::ChartRelease> release_;

 public:
  helm::SchemaVerdict verdict;
};

std::string of(std::string_view schema) {
  return fmt::format(R"({{"properties":{{"a":{}}}}})", schema);
}

TEST(HelmSchema, AFaultLiesAtTheValue) {
  const Checked checked(FilesOf{{"values.yaml", "b: 1\na: 5\n"},
                                {"values.schema.json", of(R"({"type": "string"})")}});
  EXPECT_THAT(checked.faults(),
              ElementsAre("values.yaml:2:4 `5`: got number, want string [\"string\"]"));
}

TEST(HelmSchema, AFaultLiesInTheLayerThatWon) {
  const Checked checked(
      FilesOf{{"values.yaml", "a: x\n"}, {"values.schema.json", of(R"({"type": "string"})")}},
      "# mine\na: 5\n");
  EXPECT_THAT(checked.faults(),
              ElementsAre("given.yaml:2:4 `5`: got number, want string [\"string\"]"));
}

TEST(HelmSchema, WhatIsMissingLiesAtTheMappingThatLacksIt) {
  const Checked checked(FilesOf{{"values.yaml", "a:\n  b: 1\n"},
                                {"values.schema.json", of(R"({"required": ["c"]})")}});
  EXPECT_THAT(checked.faults(),
              ElementsAre("values.yaml:2:3 `b: 1`: missing property 'c' [[\"c\"]]"));
}

TEST(HelmSchema, WhatIsMissingInAMappingOfTwoLayersLiesAtItsKey) {
  const Checked checked(FilesOf{{"values.yaml", "a:\n  b: 1\n"},
                                {"values.schema.json", of(R"({"required": ["c"]})")}},
                        "a: {d: 1}\n");
  EXPECT_THAT(checked.faults(), ElementsAre("given.yaml:1:1 `a`: missing property 'c' [[\"c\"]]"));
}

TEST(HelmSchema, UnwantedKeysAreThePlaces) {
  const Checked checked(FilesOf{
      {"values.yaml", "a:\n  b: 1\n  c: 2\n  d: 3\n"},
      {"values.schema.json", of(R"({"properties": {"c": {}}, "additionalProperties": false})")}});
  ASSERT_EQ(checked.verdict.refusals.size(), 1u);
  const helm::SchemaFault& fault = checked.verdict.refusals[0].faults[0];
  EXPECT_EQ(checked.place(fault.at), "values.yaml:2:3 `b`");
  ASSERT_EQ(fault.more.size(), 1u);
  EXPECT_EQ(checked.place(fault.more[0]), "values.yaml:4:3 `d`");
  EXPECT_EQ(fault.path, "/a");
  EXPECT_EQ(fault.keyword, "additionalProperties");
}

TEST(HelmSchema, AReasonInsideOfBranchesIsAPlace) {
  const Checked checked(FilesOf{
      {"values.yaml", "a: {b: 1}\n"},
      {"values.schema.json",
       of(R"({"anyOf": [{"type": "string"}, {"properties": {"b": {"type": "string"}}}]})")}});
  ASSERT_EQ(checked.verdict.refusals.size(), 1u);
  const helm::SchemaFault& fault = checked.verdict.refusals[0].faults[0];
  ASSERT_EQ(fault.causes.size(), 2u);
  EXPECT_EQ(checked.place(fault.causes[1].at), "values.yaml:1:8 `1`");
}

TEST(HelmSchema, AnItemBehindTheFirstLiesWhereItIs) {
  const Checked checked(FilesOf{
      {"values.yaml", "a: [x, 1, 2]\n"},
      {"values.schema.json", of(R"({"prefixItems": [{}, {}], "items": {"type": "string"}})")}});
  EXPECT_THAT(checked.faults(),
              ElementsAre("values.yaml:1:11 `2`: got number, want string [\"string\"]"));
  // Helm itself counts from 0 again.
  EXPECT_EQ(checked.verdict.refusals[0].faults[0].path, "/a/0");
}

TEST(HelmSchema, ASchemaThatIsNoneIsAtItsOwnPlace) {
  const Checked checked(
      FilesOf{{"values.yaml", "a: 1\n"}, {"values.schema.json", of(R"({"type": "text"})")}});
  ASSERT_EQ(checked.verdict.refusals.size(), 1u);
  EXPECT_THAT(checked.verdict.refusals[0].faults, IsEmpty());
  EXPECT_EQ(checked.place(checked.verdict.refusals[0].failure.at),
            "values.schema.json:1:29 `\"text\"`");
}

TEST(HelmSchema, AReferenceToNothingIsAtItsPlace) {
  const Checked checked(
      FilesOf{{"values.yaml", "a: 1\n"}, {"values.schema.json", of(R"({"$ref": "#/$defs/x"})")}});
  ASSERT_EQ(checked.verdict.refusals.size(), 1u);
  EXPECT_EQ(checked.place(checked.verdict.refusals[0].failure.at),
            "values.schema.json:1:29 `\"#/$defs/x\"`");
}

TEST(HelmSchema, ASubchartsValuesAreItsOwn) {
  const std::map<std::string, std::string> files = {
      {"Chart.yaml", std::string(chart_yaml) + "dependencies: [{name: sub, version: '*'}]\n"},
      {"values.yaml", "sub:\n  port: http\n"},
      {"charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n"},
      {"charts/sub/values.yaml", "port: 80\n"},
      {"charts/sub/values.schema.json", R"({"properties": {"port": {"type": "integer"}}})"}};
  const Checked checked(files);
  ASSERT_EQ(checked.verdict.refusals.size(), 1u);
  EXPECT_EQ(checked.verdict.refusals[0].chart->full_path(), "app/charts/sub");
  EXPECT_THAT(checked.faults(),
              ElementsAre("values.yaml:2:9 `http`: got string, want integer [\"integer\"]"));
  EXPECT_EQ(checked.verdict.failure()->message,
            "values don't meet the specifications of the schema(s) in the following chart(s):\n"
            "sub:\n- at '/port': got string, want integer\n");
}

TEST(HelmSchema, WhatIsNotReadIsNeverPassedSilently) {
  const auto unchecked = [](const std::string& schema, const std::string& values = "a: 1\n") {
    const Checked checked(FilesOf{{"values.yaml", values}, {"values.schema.json", schema}});
    EXPECT_THAT(checked.verdict.refusals, IsEmpty());
    return checked.unchecked();
  };
  EXPECT_EQ(unchecked(of(R"({"$ref": "https://example.com/x.json"})")),
            "app: the schema refers to `https://example.com/x.json`, which is not fetched");
  EXPECT_EQ(unchecked(of(R"({"$ref": "other.json#/x"})")),
            "app: the schema refers to `file:///other.json`, which is not fetched");
  EXPECT_EQ(unchecked(R"({"$schema": "https://example.com/draft"})"),
            "app: the schema is of `https://example.com/draft`, which is not fetched");
  EXPECT_EQ(unchecked(of(R"({"$ref": "http://json-schema.org/draft-07/schema#"})")),
            "app: the schema refers to `http://json-schema.org/draft-07/schema#`");
  EXPECT_EQ(unchecked(R"({"$defs": {"x": {"$id": "x", "$schema":)"
                      R"( "http://json-schema.org/draft-07/schema#"}}})"),
            "app: a part of the schema is of another draft than the rest");
  EXPECT_EQ(unchecked(R"({"$id": "a b"})"), "app: the identifier `a b` is not understood");
  EXPECT_EQ(unchecked(of(R"({"maximum": 1e5000})")), "app: a number of the schema is too long");
  EXPECT_EQ(unchecked(of(R"({"const": "1/2"})")),
            "app: values.schema.json is not checked: a number is too long");
  EXPECT_EQ(unchecked(std::string(200, '[') + std::string(200, ']')).substr(0, 38),
            "app: values.schema.json is not read: n");
  EXPECT_EQ(unchecked("{\"title\": \"\xff\"}").substr(0, 36),
            "app: values.schema.json is not read:");
}

TEST(HelmSchema, EndsSoonWhateverTheSchemaIs) {
  // Two references to the next of each: 2 to the power of 40 ways.
  std::string doubling = R"({"$ref": "#/$defs/d0", "$defs": {)";
  for (int i = 0; i < 40; ++i)
    doubling += fmt::format(
        R"("d{}": {{"allOf": [{{"$ref": "#/$defs/d{}"}}, {{"$ref": "#/$defs/d{}"}}]}},)", i, i + 1,
        i + 1);
  doubling += R"("d40": {"type": "string"}}})";
  std::string chain = R"({"$ref": "#/$defs/d0", "$defs": {)";
  for (int i = 0; i < 60000; ++i)
    chain += fmt::format(R"("d{}": {{"$ref": "#/$defs/d{}"}},)", i, i + 1);
  chain += R"("d60000": true}})";
  std::string patterns = R"({"patternProperties": {"x": true)";
  for (int i = 0; i < 60000; ++i) patterns += fmt::format(R"(, "(a{{9{}}}){{9}}": true)", i % 90);
  patterns += "}}";
  std::string many = "{\"enum\": [0";
  for (int i = 0; i < 200000; ++i) many += ", {}";
  many += "]}";
  for (const std::string& schema : {doubling, chain, patterns, many}) {
    const auto begin = std::chrono::steady_clock::now();
    const Checked checked(FilesOf{{"values.yaml", "a: 1\n"}, {"values.schema.json", schema}});
    EXPECT_FALSE(checked.unchecked().empty() && checked.verdict.refusals.empty());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(took.count(), 20) << schema.substr(0, 60);
  }
}

TEST(HelmSchema, AllOfADirectedFailureIsSaidAndTheRestIsUnchecked) {
  const Checked fine(FilesOf{{"values.yaml", "a: 1\n"}, {"values.schema.json", "{}"}});
  EXPECT_FALSE(fine.verdict.failure());
  const Checked none(FilesOf{{"values.yaml", "a: 1\n"}});
  EXPECT_FALSE(none.verdict.failure());
  const Checked declined(FilesOf{{"values.yaml", "a: 1\n"},
                                 {"values.schema.json", R"({"$ref": "https://example.com/x"})"}});
  ASSERT_TRUE(declined.verdict.failure());
  EXPECT_EQ(declined.verdict.failure()->stage, helm::Stage::declined);
}

std::string decimal(std::string_view text) {
  const auto number = helm::Decimal::read(text);
  return number ? number->canonical() : "none";
}

TEST(HelmDecimal, IsExact) {
  EXPECT_EQ(decimal("100"), "1e2");
  EXPECT_EQ(decimal("-0.0500"), "-5e-2");
  EXPECT_EQ(decimal("0.000"), decimal("-0e7"));
  EXPECT_EQ(decimal("1.50E+3"), "15e2");
  EXPECT_EQ(decimal("1e1001"), "none");
  EXPECT_EQ(decimal("1e99999999999999999999"), "none");
  EXPECT_EQ(decimal("."), "none");
  EXPECT_EQ(decimal("1e"), "none");
  EXPECT_EQ(decimal("x"), "none");
}

TEST(HelmDecimal, IsComparedAndDivided) {
  const auto order = [](std::string_view a, std::string_view b) {
    const int found = compared(*helm::Decimal::read(a), *helm::Decimal::read(b));
    return found < 0 ? '<' : found > 0 ? '>' : '=';
  };
  EXPECT_EQ(order("9", "10"), '<');
  EXPECT_EQ(order("-9", "-10"), '>');
  EXPECT_EQ(order("0", "-0.1"), '>');
  EXPECT_EQ(order("0.1", "0.10"), '=');
  EXPECT_EQ(order("1.25", "1.3"), '<');
  EXPECT_EQ(order("9007199254740993", "9007199254740992"), '>');
  const auto divides = [](std::string_view a, std::string_view b) {
    return is_multiple(*helm::Decimal::read(a), *helm::Decimal::read(b));
  };
  EXPECT_EQ(divides("1.1", "0.1"), true);
  EXPECT_EQ(divides("1.15", "0.1"), false);
  EXPECT_EQ(divides("1e300", "3"), false);
  EXPECT_EQ(divides("3e300", "3"), true);
  EXPECT_EQ(divides("0.5", "1e20"), false);
  EXPECT_EQ(divides("1e40", "1e-40"), true);
  EXPECT_EQ(divides("5e40", "2e30"), true);
  EXPECT_EQ(divides("1e40", "123456789012345678901"), std::nullopt);
}

TEST(HelmSchemaWords, NumbersAreAsInEnglish) {
  const auto words = [](std::string_view text) {
    return helm::number_in_words(*helm::Decimal::read(text));
  };
  EXPECT_EQ(words("1234.5"), "1,234.5");
  EXPECT_EQ(words("-1000000"), "-1×10⁰⁶");
  EXPECT_EQ(words("0.0001"), "0.0001");
  EXPECT_EQ(words("0.000012"), "1.2×10⁻⁰⁵");
  EXPECT_EQ(words("1e400"), "∞");
  EXPECT_EQ(words("0"), "0");
  EXPECT_EQ(helm::number_in_words(std::int64_t{-1234567}), "-1,234,567");
  EXPECT_EQ(helm::quoted_in_words("it's \"x\"\\\n"), R"('it\'s "x"\\\n')");
}

}  // namespace
}  // namespace fairlead::testing
