// What real servers of every version answered to ACL rules, command lines and whole configurations.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "redis/acl/acl.h"
#include "support/oracle.h"

namespace fairlead::redis {
namespace {

using ::fairlead::testing::oracle_json;
using ::fairlead::testing::text_of;

/// The servers that were asked had no modules.
const AclSettings no_modules{ServerMode::data, std::nullopt, false};

std::vector<std::string_view> words_of(const rapidjson::Value& list) {
  std::vector<std::string_view> words;
  for (const auto& word : list.GetArray()) words.push_back(text_of(word));
  return words;
}

std::string shown(std::span<const std::string_view> words) {
  return fmt::format("{}", fmt::join(words, " "));
}

/// Adding the missing token to a user whose only selector refuses must get it past that point.
void expect_token_helps(std::vector<std::string_view> rules, std::span<const std::string_view> argv,
                        Version version, const Decision& before) {
  if (before.allowed() || before.selector != 0) return;
  rules.push_back(before.missing_token);
  const AclUser user = parse_acl_user(rules, version, no_modules);
  EXPECT_TRUE(user.errors.empty()) << before.missing_token;
  const Decision after = evaluate(user, argv);
  EXPECT_FALSE(after.verdict == before.verdict && after.argument == before.argument &&
               after.selector == 0 && after.name == before.name)
      << shown(rules) << " | " << shown(argv);
}

void expect_decisions(const rapidjson::Value& cases, Version version, std::size_t& agreed) {
  for (const auto& each : cases.GetArray()) {
    const auto rules = words_of(each["rules"]);
    const auto argv = words_of(each["argv"]);
    const AclUser user = parse_acl_user(rules, version, no_modules);
    EXPECT_TRUE(user.errors.empty()) << shown(rules) << ": " << user.errors[0].message;
    const Decision decision = evaluate(user, argv);
    EXPECT_EQ(in_one_word(decision), text_of(each["result"]))
        << shown(rules) << " | " << shown(argv);
    agreed += in_one_word(decision) == text_of(each["result"]);
    expect_token_helps(rules, argv, version, decision);
  }
}

/// The rule and the reason that the server names, of `… modifier '<rule>': <reason>`.
void expect_errors(const rapidjson::Value& cases, Version version, std::size_t& agreed) {
  for (const auto& each : cases.GetArray()) {
    const auto rules = words_of(each["rules"]);
    const std::string_view said = text_of(each["message"]);
    const AclUser user = parse_acl_user(rules, version, no_modules);
    ASSERT_FALSE(user.errors.empty()) << shown(rules) << " | " << said;
    const AclError& error = user.errors[0];
    const bool same = said == fmt::format("ERR Error in ACL SETUSER modifier '{}': {}",
                                          rules[error.token], error.message);
    EXPECT_TRUE(same) << said << " | " << rules[error.token] << ": " << error.message;
    EXPECT_LE(error.end, rules[error.token].size());
    EXPECT_LT(error.begin, error.end);
    agreed += same;
  }
}

TEST(RedisAclOracle, AgreesWithEveryDecision) {
  FAIRLEAD_NEED_ORACLE();
  const auto vectors = oracle_json("acl_vectors.json");
  std::size_t total = 0;
  for (const auto& set : vectors["sets"].GetArray()) {
    const Version version = testing::oracle_version(text_of(set["version"]));
    std::size_t agreed = 0;
    expect_decisions(set["allowed"], version, agreed);
    expect_decisions(set["denied"], version, agreed);
    expect_errors(set["setuser_errors"], version, agreed);
    const std::size_t given =
        set["allowed"].Size() + set["denied"].Size() + set["setuser_errors"].Size();
    EXPECT_EQ(agreed, given) << name(version);
    total += agreed;
  }
  EXPECT_GT(total, 4000u);
}

}  // namespace
}  // namespace fairlead::redis
