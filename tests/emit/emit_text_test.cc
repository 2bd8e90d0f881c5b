// Events without a text behind them, and what the engines refuse.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/text.h"
#include "emit/key_order.h"
#include "emit/toml_text.h"
#include "emit/yaml_text.h"

namespace fairlead::emit {
namespace {

/// Makes events of plain text.
class Told {
 public:
  BuiltText text(std::string_view bytes) {
    TextBuilder made;
    made.synthetic(bytes);
    return made.done(arena);
  }
  Told& key(std::string_view name) {
    events.key(text(name));
    return *this;
  }
  Told& string(std::string_view bytes) {
    events.string(text(bytes));
    return *this;
  }
  std::string yaml(YamlForm form = YamlForm::sigs) {
    TextBuilder out;
    const Written written = write_yaml(events, form, arena, out);
    return written ? std::string(out.text()) : "refused: " + written.error();
  }
  std::string json(JsonForm form = JsonForm::compact) {
    TextBuilder out;
    const Written written = write_json(events, form, out);
    return written ? std::string(out.text()) : "refused: " + written.error();
  }
  std::string toml() {
    TextBuilder out;
    const Written written = write_toml(events, out);
    return written ? std::string(out.text()) : "refused: " + written.error();
  }

  Arena arena;
  Events events;
};

std::string yaml_of(double value, YamlForm form = YamlForm::sigs) {
  Told told;
  told.events.floating(value);
  return told.yaml(form);
}

TEST(EmitText, NumbersGoThroughJson) {
  EXPECT_EQ(yaml_of(1000000), "1000000\n");
  EXPECT_EQ(yaml_of(1000000, YamlForm::pretty), "1e+06\n");
  EXPECT_EQ(yaml_of(1000000.5), "1.0000005e+06\n");
  EXPECT_EQ(yaml_of(1e20), "1e+20\n");
  EXPECT_EQ(yaml_of(18446744073709551615.0), "1.8446744073709552e+19\n");
  EXPECT_EQ(yaml_of(-0.0), "0\n");
  EXPECT_EQ(yaml_of(-0.0, YamlForm::pretty), "-0\n");
  Told natural;
  natural.events.natural(std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(natural.yaml(), "18446744073709551615\n");
  EXPECT_EQ(natural.json(), "18446744073709551615");
  EXPECT_EQ(natural.toml(), "18446744073709551615");
  Told integer;
  integer.events.integer(std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(integer.yaml(), "-9223372036854775808\n");
}

TEST(EmitText, WhatJsonCannotHoldIsRefused) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(yaml_of(nan), "refused: error marshaling into JSON: json: unsupported value: NaN");
  EXPECT_EQ(yaml_of(nan, YamlForm::pretty), ".nan\n");
  Told told;
  told.events.floating(-INFINITY);
  EXPECT_EQ(told.json(), "refused: json: unsupported value: -Inf");
  EXPECT_EQ(told.toml(), "-inf");
}

TEST(EmitText, ControlCharactersAreRefusedOnTheWayThroughJson) {
  EXPECT_EQ(Told().string("a\x7f").yaml(), "refused: yaml: control characters are not allowed");
  EXPECT_EQ(Told().string("a\x7f").yaml(YamlForm::pretty), "\"a\\x7F\"\n");
  EXPECT_EQ(Told().string("\x01").yaml(), "\"\\x01\"\n") << "which JSON escapes";
}

TEST(EmitText, NilIsNullInJsonAndEmptyInVersionThree) {
  Told map, list;
  map.events.nil_mapping();
  list.events.nil_sequence();
  EXPECT_EQ(map.yaml() + list.yaml(), "null\nnull\n");
  EXPECT_EQ(map.json() + list.json(), "nullnull");
  EXPECT_EQ(map.yaml(YamlForm::pretty) + list.yaml(YamlForm::pretty), "{}\n[]\n");
}

TEST(EmitText, BytesAreBase64OrNumbers) {
  Told told;
  told.events.bytes(told.text("hi"));
  EXPECT_EQ(told.yaml(), "aGk=\n");
  EXPECT_EQ(told.json(), "\"aGk=\"");
  EXPECT_EQ(told.yaml(YamlForm::pretty), "- 104\n- 105\n");
  EXPECT_EQ(told.toml(), "[104, 105]");
  EXPECT_EQ(base64_encoded(""), "");
  EXPECT_EQ(base64_encoded("\xff\xfe\xfd\xfc"), "//79/A==");
}

TEST(EmitText, TextThatIsNoUtf8) {
  EXPECT_EQ(Told().string("a\xff").yaml(), "a\ufffd\n");
  EXPECT_EQ(Told().string("a\xff").json(), "\"a\\ufffd\"");
  EXPECT_EQ(Told().string("a\xff").yaml(YamlForm::pretty), "!!binary Yf8=\n");
}

TEST(EmitText, ASignBehindTheBaseIsANumber) {
  EXPECT_EQ(Told().string("0b-1").yaml(), "\"0b-1\"\n");
  EXPECT_EQ(Told().string("0o-1").yaml(), "0o-1\n");
  EXPECT_EQ(Told().string("0o-1").yaml(YamlForm::pretty), "\"0o-1\"\n");
}

TEST(EmitText, LongAndManyLinedKeysNeedAQuestionMark) {
  Told told;
  told.events.begin_mapping();
  told.key(std::string(129, 'k')).events.integer(1);
  told.events.end();
  EXPECT_EQ(told.yaml(), "? " + std::string(129, 'k') + "\n: 1\n");
  Told longest;
  longest.events.begin_mapping();
  longest.key(std::string(1023, 'k')).events.integer(1);
  longest.events.end();
  EXPECT_EQ(longest.yaml().substr(0, 8), "refused:") << "go-yaml cannot read the JSON back";
}

TEST(EmitText, TomlWantsTablesAboveAndNoNilInLists) {
  Told told;
  told.events.begin_sequence();
  told.events.begin_mapping();
  told.events.end();
  told.events.end();
  EXPECT_EQ(told.toml(), "refused: toml: top-level values must be Go maps or structs");
  Told nil;
  nil.events.begin_mapping();
  nil.key("k").events.begin_sequence();
  nil.events.null();
  nil.events.end();
  nil.events.end();
  EXPECT_EQ(nil.toml(), "refused: toml: cannot encode array with nil element");
}

TEST(KeyOrder, NumbersInsideOfKeysCount) {
  KeyOrder two(Version::two), three(Version::three);
  EXPECT_TRUE(two("a2", "a10"));
  EXPECT_TRUE(two("a1", "a01"));
  EXPECT_TRUE(two("a-b", "ab")) << "letters last";
  EXPECT_TRUE(two("Z", "a"));
  EXPECT_TRUE(two("a1-", "a1b"));
  EXPECT_FALSE(three("a1-", "a1b"));
  EXPECT_TRUE(three("a1b", "a1-"));
  EXPECT_TRUE(two("-", "\u00e9")) << "letters of any script";
  EXPECT_TRUE(two("a", "\u65e5"));
  EXPECT_FALSE(two("same", "same"));
  EXPECT_TRUE(two("a", "ab"));
}

}  // namespace
}  // namespace fairlead::emit
