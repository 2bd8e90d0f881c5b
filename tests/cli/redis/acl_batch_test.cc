// `fairlead acl check --batch` as a co-process, and what it says of real servers' decisions.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "cli/redis/acl_check.h"
#include "redis/acl/acl_explain.h"
#include "support/oracle.h"

namespace fairlead::redis {
namespace {

using ::fairlead::testing::oracle_json;
using ::fairlead::testing::text_of;

struct Question {
  std::string line;
  std::string expected;  ///< "ERROR" where the rules are refused
};

Question question(const rapidjson::Value& set, const rapidjson::Value& given) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
  json.StartObject();
  json.Key("version");
  set["version"].Accept(json);
  for (const auto& member : given.GetObject()) {
    json.Key(member.name.GetString());
    member.value.Accept(json);
  }
  if (!given.HasMember("argv")) {
    json.Key("argv");
    json.StartArray();
    json.String("ping");
    json.EndArray();
  }
  json.EndObject();
  return {buffer.GetString(),
          given.HasMember("result") ? std::string(text_of(given["result"])) : "ERROR"};
}

std::vector<Question> questions() {
  std::vector<Question> all;
  const auto vectors = oracle_json("acl_vectors.json");
  for (const auto& set : vectors["sets"].GetArray()) {
    for (const char* kind : {"allowed", "denied", "setuser_errors"}) {
      for (const auto& given : set[kind].GetArray()) all.push_back(question(set, given));
    }
  }
  return all;
}

std::string result_of(const std::string& line) {
  rapidjson::Document answer;
  answer.Parse(line.data(), line.size());
  if (answer.HasParseError() || !answer.HasMember("result")) return "no answer: " + line;
  return std::string(text_of(answer["result"]));
}

/// What the program answers to a file of questions, line by line.
std::vector<std::string> batch(const std::string& input) {
  const auto path =
      std::filesystem::temp_directory_path() / fmt::format("fairlead-batch-{}", ::getpid());
  std::ofstream(path, std::ios::binary) << input;
  const std::string command =
      fmt::format(FAIRLEAD_BUILD "/fairlead acl check --batch <'{}'", path.string());
  std::string output;
  std::FILE* program = popen(command.c_str(), "r");
  char block[65536];
  for (std::size_t got = 1; got > 0;) {
    got = std::fread(block, 1, sizeof block, program);
    output.append(block, got);
  }
  EXPECT_EQ(pclose(program), 0);
  std::filesystem::remove(path);
  std::vector<std::string> lines;
  for (const std::string_view line : split(output, '\n')) lines.emplace_back(line);
  lines.pop_back();
  return lines;
}

TEST(AclBatch, AgreesWithEveryDecisionOfRealServers) {
  FAIRLEAD_NEED_ORACLE();
  const auto all = questions();
  ASSERT_EQ(all.size(), 4548u);
  std::string input;
  for (const Question& each : all) input += each.line + "\n";
  const auto answers = batch(input);
  ASSERT_EQ(answers.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string result = result_of(answers[i]);
    if (all[i].expected == "ERROR") {
      EXPECT_TRUE(result.starts_with("ERROR: ")) << all[i].line << " | " << result;
    } else {
      EXPECT_EQ(result, all[i].expected) << all[i].line;
    }
  }
}

TEST(AclBatch, LinesThatAreTooLongAreAnsweredAndPassed) {
  const std::string good = R"({"version": "7.0", "rules": "+get ~*", "argv": ["get", "k"]})";
  const auto answers = batch(good + "\n" + std::string(17u << 20, 'x') + "\n" + good + "\n");
  ASSERT_EQ(answers.size(), 3u);
  EXPECT_EQ(result_of(answers[0]), "OK");
  EXPECT_TRUE(result_of(answers[1]).starts_with("ERROR: ")) << answers[1];
  EXPECT_EQ(result_of(answers[2]), "OK");
}

TEST(AclBatch, PasswordsAreNotRepeated) {
  for (const char* rules : {"on >hunter2 hunter2", "#hunter2", "<hunter2", "!hunter2"}) {
    const std::string answer = acl_batch_answer(
        fmt::format(R"({{"version": "7.0", "rules": "{}", "argv": ["ping"]}})", rules));
    EXPECT_EQ(answer.find("hunter2"), std::string::npos) << answer;
    EXPECT_NE(answer.find("ERROR"), std::string::npos) << answer;
  }
}

/// What explain() names must hold: the tokens it asks for allow the command.
TEST(AclExplain, TheTokensThatItNamesAllowTheCommand) {
  FAIRLEAD_NEED_ORACLE();
  const AclSettings no_modules{ServerMode::data, std::nullopt, false};
  const auto vectors = oracle_json("acl_vectors.json");
  std::size_t helped = 0, reasons = 0, denied = 0;
  for (const auto& set : vectors["sets"].GetArray()) {
    const Version version = *version_named(text_of(set["version"]));
    for (const char* kind : {"allowed", "denied"}) {
      for (const auto& given : set[kind].GetArray()) {
        std::vector<std::string_view> rules, argv;
        for (const auto& rule : given["rules"].GetArray()) rules.push_back(text_of(rule));
        for (const auto& word : given["argv"].GetArray()) argv.push_back(text_of(word));
        const AclExplanation why = explain(rules, version, no_modules, argv);
        EXPECT_EQ(why.decision.allowed(), std::string_view(kind) == "allowed");
        for (const AclReason& reason : why.reasons) {
          reasons += reason.rule.has_value();
          EXPECT_LT(reason.rule ? reason.rule->token : 0, rules.size() + 1);
        }
        if (why.decision.allowed()) continue;
        ++denied;
        if (why.tokens.empty()) continue;
        for (const std::string& token : why.tokens) rules.push_back(token);
        EXPECT_TRUE(evaluate(parse_acl_user(rules, version, no_modules), argv).allowed())
            << fmt::format("{} | {}", fmt::join(rules, " "), fmt::join(argv, " "));
        ++helped;
      }
    }
  }
  EXPECT_GT(helped, denied * 9 / 10);
  EXPECT_GT(reasons, 2000u);
}

std::string by_what(std::vector<std::string_view> rules, std::vector<std::string_view> argv) {
  std::string all;
  for (const AclReason& reason : explain(rules, Version::redis_7_0, {}, argv).reasons) {
    all += fmt::format("{}{}", all.empty() ? "" : " ", reason.rule ? reason.rule->text : "nothing");
  }
  return all;
}

TEST(AclExplain, NamesTheRulesThatDecide) {
  EXPECT_EQ(by_what({"+@list", "+@write", "-@list", "+brpop", "~x", "~*"}, {"brpop", "jobs", "0"}),
            "+brpop ~*");
  EXPECT_EQ(by_what({"+@all", "-@dangerous", "-@list"}, {"keys", "*"}), "-@dangerous");
  EXPECT_EQ(by_what({"+@all", "~*", "-@dangerous", "+info"}, {"info"}), "+info");
  EXPECT_EQ(by_what({"+get", "(+@read", "~b*)", "(+@write ~a*)"}, {"set", "a1", "1"}),
            "+@write ~a*");
  EXPECT_EQ(by_what({"+get", "%W~a*"}, {"get", "a1"}), "%W~a*");
  EXPECT_EQ(by_what({"+@all", "~*", "reset"}, {"get", "a1"}), "reset");
  EXPECT_EQ(by_what({"on"}, {"get", "a1"}), "nothing");
  EXPECT_EQ(by_what({"+@pubsub", "&a", "&n*"}, {"publish", "news", "x"}), "+@pubsub &n*");
  EXPECT_EQ(by_what({}, {"auth", "x"}), "");
}

TEST(RedisVersion, IsNamedAsPeopleWriteIt) {
  EXPECT_EQ(version_named("7.0"), Version::redis_7_0);
  EXPECT_EQ(version_named("7.0.15"), Version::redis_7_0);
  EXPECT_EQ(version_named(" Redis 7.2.4 "), Version::redis_7_2);
  EXPECT_EQ(version_named("redis-6.2.16"), Version::redis_6_2);
  EXPECT_EQ(version_named("valkey 8.1"), Version::valkey_8_1);
  EXPECT_EQ(version_named("valkey-9.1.2"), Version::valkey_9_1);
  for (const char* later : {"8.2", "8.3", "8.4.1", "redis 8.6", "8.8", "8.10"}) {
    EXPECT_EQ(version_named(later), Version::redis_8_later) << later;
  }
  for (const char* unknown :
       {"", "5.0", "9.1", "8.1", "8.12", "redis7.0", "valkey 8.2", "latest"}) {
    EXPECT_FALSE(version_named(unknown)) << unknown;
  }
}

}  // namespace
}  // namespace fairlead::redis
