#include "secret/secret_unread.h"

#include <gmock/gmock.h>

#include <string>

namespace fairlead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> found(std::string_view text) {
  std::vector<std::string> all;
  for (const TextRange& range : unread_values(text)) {
    all.emplace_back(text.substr(range.begin, range.end - range.begin));
  }
  return all;
}

TEST(SecretUnread, BehindNames) {
  EXPECT_THAT(found("redis:\n  password: }sword, fish} # x\n  port: 1\n"),
              ElementsAre("}sword, fish} # x"));
  EXPECT_THAT(found("- {name: DB_PASSWORD, value: ]one}\n- {name: A, value: ]two}\n"),
              ElementsAre("]one}"));
  EXPECT_THAT(found("- name: \"DB_PASSWORD\"\n  value: ]one\n- name: A\n  value: ]two\n"),
              ElementsAre("]one"));
  EXPECT_THAT(found("env: [REDIS_PASSWORD=}one, b]"), ElementsAre("}one, b]"));
}

TEST(SecretUnread, WithoutSigns) {
  EXPECT_THAT(found("- password one two\n{\"password\" \"three\"}\nother words\n"),
              ElementsAre("one two", "three\"}"));
  EXPECT_THAT(found("passwords: [a, }one]\nsecrets:\n  - two\n"),
              ElementsAre("[a, }one]", "- two"));
}

TEST(SecretUnread, GoesOn) {
  EXPECT_THAT(found("password:\n  }one\n  two three\nport: 1\n"), ElementsAre("}one", "two three"));
  EXPECT_THAT(found("a:\n  password: \"one\ntwo\n  b: 1\n"), ElementsAre("\"one", "two"));
  EXPECT_THAT(found("password:\n- }one\n- b: 1\n"), ElementsAre("- }one"));
  EXPECT_THAT(found("  - A_TOKEN=x y\n    import z\n"), ElementsAre("x y"));
  EXPECT_THAT(found("auth:\n  enabled: true\n"), IsEmpty());
  EXPECT_THAT(found("{\n\"password\": one\n}\n"), ElementsAre("one"));
}

TEST(SecretUnread, OfSecrets) {
  EXPECT_THAT(found("kind: 'Secret'\nmetadata: {name: a}\ndata:\n  name: }one\n  b: two\n"),
              ElementsAre("}one", "two"));
  EXPECT_THAT(found("data:\n  name: }one\nkind:   Secret\n"), ElementsAre("}one"));
  EXPECT_THAT(found("kind: SecretStore\ndata:\n  a: }one\n"), IsEmpty());
  EXPECT_THAT(found("kind: ConfigMap\ndata:\n  a: }one\n"), IsEmpty());
}

TEST(SecretUnread, LeavesTheRestAlone) {
  EXPECT_THAT(found("secretName: a\nurl: redis://a:6379\n# password: x\npassword: {{ .x }}\n"),
              IsEmpty());
  EXPECT_THAT(found(""), IsEmpty());
  EXPECT_THAT(found("password:"), IsEmpty());
}

TEST(SecretUnread, StaysLinear) {
  for (const std::string_view part : {"password: }x\n", "password:\n  x\n", "a=b:c",
                                      "password: ", "kind: Secret\ndata:\n", "kind: ", "- - - "}) {
    std::string text;
    while (text.size() < 1u << 20) text += part;
    EXPECT_LE(unread_values(text).size(), text.size() / part.size() + 1) << part;
  }
}

}  // namespace
}  // namespace fairlead
