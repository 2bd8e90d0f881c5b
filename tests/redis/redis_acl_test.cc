#include <gtest/gtest.h>

#include "base/text.h"
#include "redis/acl/acl.h"

namespace fairlead::redis {
namespace {

using Words = std::vector<std::string_view>;

Words words(std::string_view line) {
  Words list;
  for (const std::string_view word : split(line, ' ')) list.push_back(word);
  return list;
}

AclUser user_of(std::string_view rules, Version version = Version::redis_7_2) {
  return parse_acl_user(words(rules), version);
}

std::vector<std::string> texts(const std::vector<AclToken>& tokens) {
  std::vector<std::string> list;
  for (const AclToken& token : tokens) list.push_back(token.text);
  return list;
}

using Texts = std::vector<std::string>;

TEST(RedisAclTokens, ConfigurationLinesAreSplitAsByAShell) {
  const auto tokens = conf_tokens("  user a\ton \">a \\\"b\\x41\\n\"  '>it\\'s' ~x");
  ASSERT_TRUE(tokens);
  EXPECT_EQ(texts(*tokens), (Texts{"user", "a", "on", ">a \"bA\n", ">it's", "~x"}));
  EXPECT_EQ((*tokens)[3].begin, 12u);
  EXPECT_EQ((*tokens)[3].end, 26u);
  EXPECT_EQ((*tokens)[5].begin, 37u);
  EXPECT_FALSE(conf_tokens("user \"a"));
  EXPECT_FALSE(conf_tokens("user \"a\"b"));
  EXPECT_FALSE(conf_tokens("user 'a"));
  EXPECT_TRUE(conf_tokens("")->empty());
  EXPECT_EQ(texts(*conf_tokens("a\"b c\" d")), (Texts{"ab c", "d"}));
  EXPECT_EQ(texts(*conf_tokens("\"\"")), (Texts{""}));
}

TEST(RedisAclTokens, AclFileLinesAreSplitAtSingleSpaces) {
  EXPECT_EQ(texts(acl_file_tokens("user b on  >x\r")), (Texts{"user", "b", "on", "", ">x"}));
  EXPECT_EQ(texts(acl_file_tokens("user  b")), (Texts{"user", "", "b"}));
  EXPECT_EQ(texts(acl_file_tokens("user b on\t>x \">y\"")),
            (Texts{"user", "b", "on\t>x", "\">y\""}));
  EXPECT_EQ(texts(acl_file_tokens("user b on\t >x")), (Texts{"user", "b", "on", ">x"}));
  EXPECT_TRUE(acl_file_tokens(" \t\r").empty());
  const auto tokens = acl_file_tokens(" user b\t \ton\t");
  ASSERT_EQ(tokens.size(), 3u);
  EXPECT_EQ(tokens[1].text, "b\t");
  EXPECT_EQ(tokens[2].begin, 10u);
  EXPECT_EQ(tokens[2].end, 12u);
}

TEST(RedisAcl, ABadTokenIsRecordedAndTheRestCounts) {
  const AclUser user = user_of("on >secret +@generic ~queue:* +brpop bogus");
  ASSERT_EQ(user.errors.size(), 2u);
  EXPECT_EQ(user.errors[0].token, 2u);
  EXPECT_EQ(user.errors[0].kind, AclErrorKind::unknown_category);
  EXPECT_EQ(user.errors[0].message, "Unknown command or category name in ACL");
  EXPECT_TRUE(contains(user.errors[0].hint, "+del +exists"));
  EXPECT_FALSE(contains(user.errors[0].hint, "keyspace"));
  EXPECT_EQ(user.errors[1].token, 5u);
  EXPECT_TRUE(user.can_log_in());
  EXPECT_TRUE(evaluate(user, words("BRPOP queue:a 0")).allowed());
}

// What redis-server 7.0.15 and 8.0.6, valkey-server 8.1.1 and 9.1.2 say to ACL SETUSER.
TEST(RedisAcl, ASecondParenthesisReplacesTheFirstInOneVersionOnly) {
  const auto errors = [](std::string_view rules, Version version) {
    return user_of(rules, version).errors.size();
  };
  for (const Version version :
       {Version::redis_8_0, Version::valkey_8_1, Version::valkey_9_1, Version::redis_7_2}) {
    EXPECT_EQ(errors("(+lrange (+@all )", version), 1u) << name(version);
  }
  EXPECT_EQ(errors("(+lrange (+@all )", Version::redis_7_0), 0u);
  const AclUser user = user_of("(+lrange (+get ~*)", Version::redis_7_0);
  EXPECT_TRUE(evaluate(user, words("GET a")).allowed());
  EXPECT_FALSE(evaluate(user, words("LRANGE a 0 1")).allowed());
}

// From Redis' documentation: no server of 8.2 or later was asked.
TEST(RedisAcl, LaterCommandsExistInLaterVersions) {
  const AclUser later = user_of("+xackdel +@string ~jobs", Version::redis_8_later);
  EXPECT_TRUE(later.errors.empty());
  EXPECT_TRUE(evaluate(later, words("XACKDEL jobs g IDS 1 1-1")).allowed());
  EXPECT_EQ(evaluate(later, words("XACKDEL other g IDS 1 1-1")).verdict, Verdict::key);
  EXPECT_TRUE(evaluate(later, words("MSETEX 1 jobs v")).allowed());
  EXPECT_EQ(evaluate(later, words("MSETEX 2 jobs v other v")).verdict, Verdict::key);
  EXPECT_EQ(evaluate(later, words("XNACK jobs g SILENT IDS 1 1-1")).verdict, Verdict::command);
  EXPECT_EQ(user_of("+xackdell", Version::redis_8_later).errors.size(), 1u);
  EXPECT_EQ(user_of("+xackdel", Version::redis_8_0).errors.size(), 1u);
}

TEST(RedisAcl, AnErrorInsideASelectorNamesItsOwnToken) {
  const AclUser user = user_of("on (+get +nosuch ~a) (+@nosuch)");
  ASSERT_EQ(user.errors.size(), 2u);
  EXPECT_EQ(user.errors[0].token, 2u);
  EXPECT_EQ(user.errors[0].begin, 0u);
  EXPECT_EQ(user.errors[0].end, 7u);
  EXPECT_EQ(user.errors[1].token, 4u);
  EXPECT_EQ(user.errors[1].begin, 1u);
  EXPECT_EQ(user.errors[1].end, 9u);
}

struct Hint {
  std::string_view rules;
  std::string_view holds;
};

class RedisAclHints : public ::testing::TestWithParam<Hint> {};

TEST_P(RedisAclHints, SayWhatToWrite) {
  const AclUser user = user_of(GetParam().rules);
  ASSERT_EQ(user.errors.size(), 1u) << GetParam().rules;
  EXPECT_TRUE(contains(user.errors[0].hint, GetParam().holds)) << user.errors[0].hint;
}

INSTANTIATE_TEST_SUITE_P(
    All, RedisAclHints,
    ::testing::Values(
        Hint{"+list", "`+@list`"}, Hint{"@list", "`+@list`"}, Hint{"list", "`+@list`"},
        Hint{"get", "`+get`"}, Hint{"*", "`~*`"}, Hint{"+client setname", "`+client|setname`"},
        Hint{"-client|setnme", "`-client|setname`"}, Hint{"+sentinel", "a Sentinel only"},
        Hint{"+@list,+@string", "without commas"}, Hint{"+@strem", "`+@stream`"},
        Hint{"+@brpop", "`+brpop`"}, Hint{"+hexpire", "from Redis 7.4"},
        Hint{"+xackdel", "exists in Redis 8.2+"}, Hint{"+json.get", "module"},
        Hint{"+@json", "module"}, Hint{"#comment", "comments"}, Hint{"~* ~x", "every key"},
        Hint{"db=1", "Valkey 9.1"}, Hint{"%~x", "`%R~`"}, Hint{"allkey", "`allkeys`"},
        Hint{"(+get", "`)`"}, Hint{"(on)", "outside of parentheses"}));

TEST(RedisAcl, HintsNeverRepeatWhatMayBeAPassword) {
  for (const std::string_view rule :
       {"workerpass", "pa$$word*", "correct:horse", "#pa55word", "!pa55word", "<pa55word",
        "(pa55word)", "+pa55word", "&* &pa55word"}) {
    const AclUser user = user_of(rule);
    ASSERT_FALSE(user.errors.empty()) << rule;
    const AclError& error = user.errors[0];
    for (const std::string_view secret : {"workerpass", "pa$$word", "horse", "pa55word"}) {
      EXPECT_FALSE(contains(error.message + error.hint, secret)) << rule;
    }
  }
}

TEST(RedisAcl, OlderServersKnowLess) {
  EXPECT_FALSE(user_of("(+get ~a)", Version::redis_6_2).errors.empty());
  EXPECT_FALSE(user_of("%R~a", Version::redis_6_2).errors.empty());
  EXPECT_FALSE(user_of("&a", Version::redis_6_2).errors.empty());
  EXPECT_TRUE(user_of("resetchannels &a", Version::redis_6_2).errors.empty());
  EXPECT_TRUE(user_of("+config|nosuch", Version::redis_6_2).errors.empty());
  EXPECT_TRUE(user_of("db=0,1", Version::valkey_9_1).errors.empty());
  EXPECT_EQ(user_of("db=99999999999", Version::valkey_9_1).errors[0].kind,
            AclErrorKind::database_range);
}

TEST(RedisAcl, SettingsDecideChannelsAndCommands) {
  AclSettings open;
  open.all_channels = true;
  EXPECT_EQ(parse_acl_user(words("&a"), Version::redis_7_0, open).errors[0].kind,
            AclErrorKind::pattern_after_all_channels);
  AclSettings sentinel;
  sentinel.mode = ServerMode::sentinel;
  EXPECT_TRUE(parse_acl_user(words("+sentinel|masters +@list"), Version::redis_7_0, sentinel)
                  .errors.empty());
  EXPECT_FALSE(parse_acl_user(words("+brpop"), Version::redis_7_0, sentinel).errors.empty());
  AclSettings modules;
  modules.modules = true;
  EXPECT_TRUE(
      parse_acl_user(words("+@json +ft.search"), Version::redis_7_2, modules).errors.empty());
  EXPECT_TRUE(user_of("+@json", Version::redis_8_0).errors.empty());
  for (const std::string_view category : {"+@search", "-@search", "+@read", "+@admin"}) {
    EXPECT_TRUE(user_of(category, Version::redis_8_0).errors.empty()) << category;
  }
  const AclUser reader = user_of("+@read ~a", Version::redis_8_0);
  EXPECT_TRUE(evaluate(reader, words("json.get a")).allowed());
  EXPECT_EQ(evaluate(reader, words("json.set a $ 1")).verdict, Verdict::command);
  EXPECT_EQ(evaluate(reader, words("json.get b")).verdict, Verdict::key);
}

/// The seeds of every incident: no key pattern, no channel, the wrong letter.
TEST(RedisAcl, SaysWhichTokenIsMissing) {
  const struct {
    std::string_view rules, line;
    Verdict verdict;
    std::string_view token;
  } cases[] = {
      {"-@all +@list", "brpop queue:a 0", Verdict::key, "~queue:a"},
      {"-@all ~queue:*", "BRPOP queue:a 0", Verdict::command, "+brpop"},
      {"+brpop %R~queue:*", "brpop queue:a 0", Verdict::key, "~queue:*"},
      {"+brpop ~queue:*", "brpop queue:a other 0", Verdict::key, "~other"},
      {"+get", "get a[b", Verdict::key, "~a\\[b"},
      {"+get", "get jobs:*", Verdict::key, "~jobs:*"},
      {"+@all ~*", "publish news x", Verdict::channel, "&news"},
      {"+@all ~* &n*", "psubscribe news.*", Verdict::channel, "&news.*"},
      {"+@all ~* &n*", "subscribe news.x", Verdict::allowed, ""},
      {"+ping", "client setname x", Verdict::command, "+client|setname"},
      {"", "auth x", Verdict::allowed, ""},
      {"+xreadgroup %R~s", "xreadgroup GROUP g c STREAMS s >", Verdict::allowed, ""},
      {"+get ~a (+@all ~b*)", "get b1", Verdict::allowed, ""},
      {"~a (+@all ~b*)", "copy a1 b1", Verdict::key, "~a1"},
      {"+nosuch", "nosuch", Verdict::error, ""},
      {"+@all", "get", Verdict::error, ""},
  };
  for (const auto& each : cases) {
    const Decision decision = evaluate(user_of(each.rules), words(each.line));
    EXPECT_EQ(decision.verdict, each.verdict) << each.rules << " | " << each.line;
    EXPECT_EQ(decision.missing_token, each.token) << each.rules << " | " << each.line;
  }
  const Decision inner = evaluate(user_of("~a (+@all ~b*)"), words("copy a1 b1"));
  EXPECT_EQ(inner.selector, 1u);
  EXPECT_EQ(inner.argument, 1u);
}

TEST(RedisAcl, DatabasesAreCheckedInValkey) {
  const AclUser user = user_of("+@all ~* db=1,3", Version::valkey_9_1);
  EXPECT_EQ(evaluate(user, words("get a"), 1).verdict, Verdict::allowed);
  const Decision decision = evaluate(user, words("get a"), 0);
  EXPECT_EQ(decision.verdict, Verdict::database);
  EXPECT_EQ(decision.missing_token, "db=0,1,3");
  EXPECT_EQ(evaluate(user, words("flushall")).missing_token, "alldbs");
  EXPECT_EQ(evaluate(user, words("select 2")).missing_token, "db=1,2,3");
}

TEST(RedisAcl, UsesWithoutFullCommandLines) {
  const Words keys = {"queue:*"};
  const Words channels = {"news"};
  const auto use = [](const AclUser& user, std::string_view command, const Words& k,
                      const Words& c) {
    return evaluate_use(user, {command, k, c});
  };
  EXPECT_TRUE(use(user_of("+brpop ~queue:*"), "BRPOP", keys, {}).allowed());
  EXPECT_EQ(use(user_of("+brpop %R~queue:*"), "BRPOP", keys, {}).verdict, Verdict::key);
  EXPECT_EQ(use(user_of("+brpop ~queue:a"), "BRPOP", keys, {}).missing_token, "~queue:*");
  EXPECT_EQ(use(user_of("~queue:*"), "brpop", keys, {}).missing_token, "+brpop");
  EXPECT_EQ(use(user_of("+brpop"), "brpop", {}, {}).missing_token, "~<key>");
  EXPECT_TRUE(use(user_of("+brpop ~x"), "brpop", {}, {}).allowed());
  EXPECT_TRUE(use(user_of("+set %W~queue:*"), "set", keys, {}).allowed());
  EXPECT_TRUE(use(user_of("+llen %W~queue:*"), "llen", keys, {}).allowed());
  EXPECT_FALSE(use(user_of("+eval %R~queue:*"), "eval", keys, {}).allowed());
  EXPECT_TRUE(use(user_of("+ping"), "ping", keys, channels).allowed());
  EXPECT_EQ(use(user_of("+subscribe"), "subscribe", {}, channels).missing_token, "&news");
  EXPECT_TRUE(use(user_of("+client|setname"), "CLIENT SETNAME", {}, {}).allowed());
  EXPECT_EQ(use(user_of("+@all"), "nosuch", {}, {}).verdict, Verdict::error);
}

TEST(RedisAcl, WithAnUnknownVersionAllMustAgree) {
  const AclReading common = read_acl_rules(words("+@generic +sentinel ~a"), std::nullopt);
  ASSERT_EQ(common.errors.size(), 2u);
  EXPECT_EQ(common.errors[1].token, 1u);
  for (const std::string_view rule : {"(+get ~a)", "%R~a", "&a", "db=1", "+hexpire", "+xackdel",
                                      "+ft.search", "+@search", "+commandlog", "+stralgo"}) {
    EXPECT_TRUE(read_acl_rules(words(rule), std::nullopt).errors.empty()) << rule;
  }
  EXPECT_EQ(read_acl_rules(words("%R~a"), Version::redis_6_2).errors.size(), 1u);
  EXPECT_EQ(evaluate(common, words("brpop a 0")).missing_token, "+brpop");
  const AclReading reader = read_acl_rules(words("+brpop +hexpire ~a"), std::nullopt);
  EXPECT_TRUE(evaluate(reader, words("brpop a 0")).allowed());
  EXPECT_TRUE(evaluate(reader, words("xackdel a g IDS 1 1-1")).allowed());
  EXPECT_EQ(evaluate(reader, words("nosuch a")).verdict, Verdict::error);
  EXPECT_EQ(evaluate_use(reader, {"brpop", Words{"b"}, {}}).missing_token, "~b");
}

TEST(RedisAcl, ADefaultUserWithoutALineMayDoEverything) {
  for (const Version version : all_versions()) {
    const AclUser user = unconfigured_default_user(version);
    EXPECT_TRUE(user.errors.empty()) << name(version);
    EXPECT_TRUE(user.can_log_in());
    EXPECT_TRUE(evaluate(user, words("flushall")).allowed());
  }
  EXPECT_FALSE(user_of("on +@all ~*").can_log_in());
  EXPECT_FALSE(user_of("on nopass resetpass").can_log_in());
  EXPECT_TRUE(user_of("on >a").can_log_in());
  EXPECT_TRUE(user_of(">a <a").errors.empty());
}

TEST(RedisAcl, HostileLinesEndSoon) {
  for (const std::string_view piece : {"+x ", "(+x ", "+@lisst ", ") ", "~a ", "+get|a "}) {
    std::string line = "( ";
    while (line.size() < (1u << 20)) line += piece;
    const auto rules = words(line);
    const AclReading reading = read_acl_rules(rules, std::nullopt);
    EXPECT_TRUE(reading.users[0].truncated);
    EXPECT_TRUE(evaluate(reading, words("flushall")).allowed());
    line = line.substr(0, 15'000) + ")";
    EXPECT_FALSE(evaluate(read_acl_rules(words(line), std::nullopt), words("flushall")).allowed());
  }
}

TEST(RedisGlob, IsLinearEnough) {
  std::string pattern;
  for (int i = 0; i < 2000; ++i) pattern += "*a";
  EXPECT_FALSE(glob_matches(pattern + "b", std::string(20000, 'a')));
  EXPECT_TRUE(glob_matches("a*b*c", "axxbyybzzc"));
  EXPECT_FALSE(glob_matches("*", ""));
  EXPECT_TRUE(glob_matches("", ""));
  EXPECT_FALSE(glob_matches("a", "A"));
}

/// `LMPOP <count> a b LEFT` where only `b` may be touched: "-" where nothing is denied.
std::string denied_key(std::string_view count, Version version) {
  const AclUser user = user_of("+@all ~b", version);
  const Decision decision = evaluate(user, Words{"LMPOP", count, "a", "b", "LEFT"});
  return decision.verdict == Verdict::key ? decision.name : decision.allowed() ? "-" : "?";
}

// What redis-server 7.0.15 and 8.0.6, valkey-server 8.1.1 and 9.1.2 say to ACL DRYRUN.
TEST(RedisAcl, NumbersOfKeysAreReadIntoThirtyTwoBits) {
  constexpr std::string_view two[] = {
      "2",   "4294967298", " 2",          "+2",           "02",
      "2.0", "2x",         "-4294967294", " 4294967298x", "-9223372036854775806",
      "\t2"};
  constexpr std::string_view none[] = {"-1",
                                       "0",
                                       "2147483647",
                                       "2147483648",
                                       "4294967295",
                                       "4294967296",
                                       "9223372036854775807",
                                       "9223372036854775808",
                                       "18446744073709551618",
                                       "99999999999999999999",
                                       "0x2",
                                       "",
                                       "+-2"};
  for (const Version version :
       {Version::redis_7_0, Version::redis_8_0, Version::valkey_8_1, Version::valkey_9_1}) {
    for (const std::string_view count : two) {
      EXPECT_EQ(denied_key(count, version), "a") << count << " in " << name(version);
    }
    for (const std::string_view count : none) {
      EXPECT_EQ(denied_key(count, version), "-") << count << " in " << name(version);
    }
  }
}

// The same servers: cut to 32 bits, a number counts keys that are written; refused, it is left to
// LMPOP's own function, which knows no writing.
TEST(RedisAcl, WhoCutsANumberOfKeysDecidesWhatIsDoneToThem) {
  const auto allowed = [](Version version) {
    const AclUser user = user_of("+@all %R~*", version);
    return evaluate(user, words("LMPOP 4294967297 a LEFT")).allowed();
  };
  for (const Version version : {Version::redis_7_0, Version::valkey_8_1}) {
    EXPECT_FALSE(allowed(version)) << name(version);
  }
  for (const Version version : {Version::redis_8_0, Version::valkey_9_1}) {
    EXPECT_TRUE(allowed(version)) << name(version);
  }
}

}  // namespace
}  // namespace fairlead::redis
