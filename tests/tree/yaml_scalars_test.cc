#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/tree_text.h"

namespace fairlead::testing {
namespace {

struct Spelling {
  std::string_view text;
  Kind kind;
  std::string_view json;
  std::string_view key;  // "" where sigs.k8s.io/yaml refuses it as a key
};

/// As sigs.k8s.io/yaml v1.6.0 converts them (keys too), and Go's encoding/json reads and prints the
/// value.
constexpr Spelling spellings[] = {
    {"yes", Kind::boolean, "true", "true"},
    {"yEs", Kind::string, "\"yEs\"", "yEs"},
    {"N", Kind::boolean, "false", "false"},
    {"on", Kind::boolean, "true", "true"},
    {"oFF", Kind::string, "\"oFF\"", "oFF"},
    {"~", Kind::null, "null", ""},
    {"NULL", Kind::null, "null", ""},
    {"nUll", Kind::string, "\"nUll\"", "nUll"},
    {"0777", Kind::integer, "511", "511"},
    {"-010", Kind::integer, "-8", "-8"},
    {"089", Kind::floating, "89", "89"},
    {"0o17", Kind::integer, "15", "15"},
    {"0o9", Kind::string, "\"0o9\"", "0o9"},
    {"0x1F", Kind::integer, "31", "31"},
    {"0x1_F", Kind::integer, "31", "31"},
    {"0b101", Kind::integer, "5", "5"},
    {"1_000", Kind::integer, "1000", "1000"},
    {"_1", Kind::string, "\"_1\"", "_1"},
    {"+1", Kind::integer, "1", "1"},
    {"9223372036854775807", Kind::integer, "9223372036854775807", "9223372036854775807"},
    {"1e3", Kind::floating, "1000", "1000"},
    {"1e6", Kind::floating, "1000000", "1e+06"},
    {"1e21", Kind::floating, "1e+21", "1e+21"},
    {"1.0e-7", Kind::floating, "1e-7", "1e-07"},
    {"1.10", Kind::floating, "1.1", "1.1"},
    {".5e1", Kind::floating, "5", "5"},
    {"1.", Kind::floating, "1", "1"},
    {"-0.0", Kind::floating, "-0", "-0"},
    {"3.14159265358979", Kind::floating, "3.14159265358979", "3.1415927"},
    {"1e400", Kind::string, "\"1e400\"", "1e400"},
    {".", Kind::string, "\".\"", "."},
    {".inf", Kind::floating, ".inf", ".inf"},
    {"-.INF", Kind::floating, "-.inf", "-.inf"},
    {"Infinity", Kind::string, "\"Infinity\"", "Infinity"},
    {"1:30", Kind::string, "\"1:30\"", "1:30"},
    {"2020-01-01", Kind::string, "\"2020-01-01\"", "2020-01-01"},
    {"100m", Kind::string, "\"100m\"", "100m"},
    {"\"yes\"", Kind::string, "\"yes\"", "yes"},
    {"!!int \"5\"", Kind::integer, "5", "5"},
    {"!!float 1", Kind::floating, "1", "1"},
    {"!!str 5", Kind::string, "\"5\"", "5"},
    {"!!bool 'yes'", Kind::boolean, "true", "true"},
    {"!!null ''", Kind::null, "null", ""},
    {"!!binary aGk=", Kind::string, "\"hi\"", "hi"},
    {"!!timestamp 2020-01-01", Kind::string, "\"2020-01-01\"", "2020-01-01"},
    {"!own 12", Kind::string, "\"12\"", "12"},
    {"! 12", Kind::string, "\"12\"", "12"},
    {"a<b", Kind::string, "\"a\\u003cb\"", "a<b"},
};

/// Integers are exact in sigs.k8s.io/yaml's JSON and float64 once Helm has read that.
std::string as_float64(std::string_view json) {
  return json == "9223372036854775807" ? "9223372036854776000" : std::string(json);
}

TEST(YamlScalars, SpellingsOfOurOwn) {
  for (const Spelling& spelling : spellings) {
    const TreeText value(fmt::format("v: {}\n", spelling.text));
    const Ref node = value.root()["v"];
    ASSERT_TRUE(node) << spelling.text;
    EXPECT_EQ(node->kind(), spelling.kind) << spelling.text;
    EXPECT_EQ(json_value(*node), as_float64(spelling.json)) << spelling.text;
    if (spelling.key.empty()) continue;
    const TreeText key(fmt::format("? {}\n: x\n", spelling.text));
    EXPECT_EQ(json_key(*key.root()->entries()[0].key), spelling.key) << spelling.text;
    EXPECT_EQ(key.root()[spelling.key].text(), "x") << spelling.text;
  }
}

std::string oracle_text() {
  const char* directory = std::getenv("FAIRLEAD_ORACLE");
  const std::filesystem::path path =
      std::filesystem::path(directory ? directory : FAIRLEAD_ROOT "/../shared/oracle") /
      "yaml_scalars.json";
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string_view type_name(Kind kind) {
  switch (kind) {
    case Kind::boolean:
      return "bool";
    case Kind::integer:
    case Kind::floating:
      return "float64";
    case Kind::null:
      return "<nil>";
    case Kind::string:
      return "string";
    case Kind::sequence:
    case Kind::mapping:
    case Kind::alias:
      return "other";
  }
  __builtin_unreachable();
}

/// Conformance: type and value of every spelling as Helm reads it, recorded from Helm.
TEST(YamlScalars, AllSpellingsAsHelmReadsThem) {
  const TreeText oracle(oracle_text(), read_json);
  if (!oracle.root())
    GTEST_SKIP() << "no yaml_scalars.json in ../shared/oracle nor in $FAIRLEAD_ORACLE";
  std::size_t values = 0;
  for (const Node* item : oracle.root().items()) {
    const Ref expected(item);
    const std::string text(expected["text"].text());
    const TreeText yaml(fmt::format("v: {}\n", text));
    const Ref found = yaml.root()["v"];
    if (expected["helm"]["error"]) {
      // Helm refuses .inf and .nan, which are floats all the same: JSON cannot hold them.
      const bool odd =
          found && json_value(*found).find_first_of("in") == 1 + (json_value(*found)[0] == '-');
      EXPECT_TRUE(odd || !yaml.tree.problems.empty()) << text;
      continue;
    }
    ++values;
    EXPECT_EQ(yaml.problems(), "") << text;
    ASSERT_TRUE(found) << text;
    EXPECT_EQ(type_name(found->kind()), expected["helm"]["type"].text()) << text;
    EXPECT_EQ(json_value(*found), expected["helm"]["json"].text()) << text;
  }
  EXPECT_GE(values, 150u);
}

/// Conformance: what each spelling is called as a key.
TEST(YamlScalars, AllKeysAsHelmReadsThem) {
  const TreeText oracle(oracle_text(), read_json);
  if (!oracle.root())
    GTEST_SKIP() << "no yaml_scalars.json in ../shared/oracle nor in $FAIRLEAD_ORACLE";
  std::size_t keys = 0;
  for (const Node* item : oracle.root().items()) {
    const Ref expected(item);
    const Ref as_key = expected["helm_as_key"];
    if (!as_key->is_string() || !as_key.text().starts_with('{')) continue;
    const TreeText json(std::string(as_key.text()), read_json);
    const TreeText yaml(fmt::format("{}: x\n", expected["text"].text()));
    ASSERT_TRUE(yaml.root() && !yaml.root()->entries().empty()) << expected["text"].text();
    EXPECT_EQ(json_key(*yaml.root()->entries()[0].key), json.root()->entries()[0].key->text())
        << expected["text"].text();
    ++keys;
  }
  EXPECT_GE(keys, 140u);
}

}  // namespace
}  // namespace fairlead::testing
