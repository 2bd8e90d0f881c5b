// Random users and command lines, decided by us and by the redis-server of this machine.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>

#include "base/text.h"
#include "redis/acl/acl.h"
#include "support/process.h"
#include "support/redis_server.h"

namespace fairlead::redis {
namespace {

using ::fairlead::testing::RedisServer;

/// How many pairs of a user and a command line are compared; FAIRLEAD_PAIRS asks for more.
constexpr std::size_t usual_pairs = 20'000;
constexpr int commands_a_user = 6;
constexpr std::string_view key_names[] = {
    "queue:default", "q", "bull:mail:wait", "jobs:1", "x", "", "{a}:b", "ab", "cely", "a]", "a-"};
constexpr std::string_view patterns[] = {
    "queue:*", "q",   "*",    "bull:*:wait", "[a-c]*", "c?l*y", "[^q]*",  "jobs:[0-9]", "**",
    "x",       "\\x", "[abc", "{a}:*",       "a[]-]",  "?",     "[z-a]?", "a\\"};
constexpr std::string_view channel_names[] = {"news", "news.x", "__sentinel__:hello", "a", "n*"};
constexpr std::string_view words[] = {
    "0",       "1",     "2",       "-1",   "3",          "abc",   "STORE",  "STOREDIST",
    "LIMIT",   "GET",   "BY",      "KEYS", "COUNT",      "EX",    "BLOCK",  "GROUP",
    "STREAMS", "g",     "c",       ">",    "LEFT",       "RIGHT", "NOACK",  "DB",
    "AUTH",    "AUTH2", "COPY",    "NX",   "WITHSCORES", "u8",    "INCRBY", "OVERFLOW",
    "SET",     "MIN",   "WEIGHTS", "*",    "2x",         "+1",    "-0"};
/// Numbers of keys: refused by one reader, cut to 32 bits by another, a prefix for a third.
constexpr std::string_view key_counts =
    "-1|0|1|2|2147483647|2147483648|4294967295|4294967296|4294967297|4294967298|-4294967294|"
    "9223372036854775807|9223372036854775808|-9223372036854775807|18446744073709551618|"
    "99999999999999999999| 2|+2|02|2.0|0x2|4294967298x|";
constexpr std::string_view plain_rules[] = {"on",
                                            "off",
                                            "nopass",
                                            ">x",
                                            "<x",
                                            "resetpass",
                                            "allkeys",
                                            "~*",
                                            "resetkeys",
                                            "allchannels",
                                            "&*",
                                            "resetchannels",
                                            "allcommands",
                                            "+@all",
                                            "-@all",
                                            "nocommands",
                                            "clearselectors",
                                            "reset",
                                            "sanitize-payload",
                                            "()",
                                            "(",
                                            ")",
                                            "%R",
                                            "%",
                                            "bogus",
                                            "*",
                                            "#zz",
                                            "+",
                                            "-",
                                            "+@",
                                            "db=1",
                                            "~a b",
                                            "+get|",
                                            "+client|",
                                            "+a|b|c",
                                            "+client|setname|x",
                                            "",
                                            "%RR~x",
                                            "%~x",
                                            "+@generic",
                                            "+nosuch",
                                            "(+@read ~\"q\")",
                                            "(+get \"x)",
                                            "+select|0",
                                            "+config|GET",
                                            "-config|get",
                                            "(~* +@all &*)"};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  std::size_t below(std::size_t limit) { return engine_() % limit; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <typename List>
  auto& of(List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::mt19937 engine_;
};

class Generator {
 public:
  Generator(unsigned seed, Version version) : random_(seed), commands_(commands_of(version)) {
    for (const Command& command : commands_) {
      if (command.facts->channels != ChannelAccess::none) channel_commands_.push_back(command);
    }
  }

  std::vector<std::string> rules() {
    std::vector<std::string> list;
    // Most users can do much, so that keys and channels are looked at as well; some of them may use
    // all of either.
    const bool broad = !random_.one_in(4);
    if (broad) list = {"+@all", "resetchannels"};
    if (broad && random_.one_in(4)) list.push_back("~*");
    if (broad && random_.one_in(6)) list.push_back("&*");
    for (std::size_t i = random_.below(8) + 1; i > 0; --i) {
      if (random_.one_in(broad ? 24 : 8)) {
        list.push_back(random_.one_in(2) ? "(+@all" : "(" + selector_rule());
        for (std::size_t n = random_.below(3); n > 0; --n) list.push_back(selector_rule());
        list.back() += ")";
      } else {
        list.push_back(random_.one_in(12) ? std::string(random_.of(plain_rules)) : selector_rule());
      }
    }
    return list;
  }

  std::vector<std::string> line() {
    const bool channels = random_.one_in(3);
    const Command& command = channels ? random_.of(channel_commands_) : random_.of(commands_);
    std::vector<std::string> argv;
    for (const std::string_view part : split(command.name, '|')) argv.emplace_back(part);
    if (random_.one_in(3)) argv[0] = upper(argv[0]);
    const int arity = command.facts->arity;
    const auto least = static_cast<std::size_t>(arity < 0 ? -arity : arity);
    std::size_t length = least + (arity < 0 ? random_.below(6) : 0);
    if (random_.one_in(30)) length = random_.below(6);
    while (argv.size() < length) {
      argv.push_back(channels ? std::string(random_.of(channel_names)) : argument());
    }
    if (random_.one_in(2)) place_key_count(command, argv);
    return argv;
  }

 private:
  void place_key_count(const Command& command, std::vector<std::string>& argv) {
    for (const KeySpec& spec : command.key_specs()) {
      const auto at = static_cast<std::size_t>(spec.first + spec.last);
      if (spec.find == KeyFind::key_count && spec.begin == KeyBegin::index && at < argv.size()) {
        argv[at] = random_.of(counts_);
      }
    }
  }

  std::string argument() {
    switch (random_.below(5)) {
      case 0:
      case 1:
        return std::string(random_.of(key_names));
      case 2:
        return std::string(random_.of(channel_names));
      default:
        return std::string(random_.of(words));
    }
  }

  std::string selector_rule() {
    constexpr std::string_view permissions[] = {"~", "~", "%R~", "%W~", "%rw~", "%Wr~"};
    const std::string sign = random_.one_in(3) ? "-" : "+";
    switch (random_.below(6)) {
      case 0:
        return sign + "@" + std::string(random_.of(categories_));
      case 1:
      case 2:
        return sign + std::string(random_.of(commands_).name);
      case 3:
        return "&" + std::string(random_.of(channel_names));
      default:
        return std::string(random_.of(permissions)) + std::string(random_.of(patterns));
    }
  }

  Random random_;
  std::vector<Command> commands_, channel_commands_;
  std::span<const std::string_view> categories_ = category_names();
  std::vector<std::string_view> counts_ = split(key_counts, '|');
};

std::vector<std::string_view> views(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

/// What redis-server says to a dry run, in the words of `ours`.
std::string outcome(std::string_view reply) {
  if (reply == "OK") return "allowed";
  if (reply.starts_with("-")) return "error";
  if (contains(reply, "no permissions to run")) return "command";
  if (contains(reply, "no permissions to access database")) return "database";
  const auto begin = reply.find("access the '");
  for (const std::string_view kind : {"key", "channel"}) {
    const std::string tail = fmt::format("' {}", kind);
    if (begin == std::string_view::npos || !reply.ends_with(tail)) continue;
    const auto name = reply.substr(begin + 12, reply.size() - tail.size() - begin - 12);
    return fmt::format("{} {}", kind, name);
  }
  return fmt::format("not understood: {}", reply);
}

std::string ours(const Decision& decision) {
  switch (decision.verdict) {
    case Verdict::allowed:
      return "allowed";
    case Verdict::command:
      return "command";
    case Verdict::key:
      return "key " + decision.name;
    case Verdict::channel:
      return "channel " + decision.name;
    case Verdict::database:
      return "database";
    case Verdict::error:
      return "error";
  }
  __builtin_unreachable();
}

/// The server's reply to the rules, as we would word it.
std::string expected_reply(const AclUser& user, const std::vector<std::string>& rules) {
  for (const AclError& error : user.errors) {
    if (error.kind != AclErrorKind::unmatched_parenthesis) continue;
    return fmt::format("-ERR Unmatched parenthesis in acl selector starting at '{}'.",
                       rules[error.token]);
  }
  if (user.errors.empty()) return "OK";
  const AclError& error = user.errors[0];
  // The server names the rule with all tokens that it was joined of.
  std::string rule = rules[error.token];
  const bool opens = rule.starts_with('(') && !rule.ends_with(')');
  for (std::size_t i = error.token + 1; opens && i < rules.size() && !rule.ends_with(')'); ++i) {
    rule += " " + rules[i];
  }
  return fmt::format("-ERR Error in ACL SETUSER modifier '{}': {}", rule, error.message);
}

/// Where an inner token of a selector is wrong, the error's token is not the selector's first.
AclUser with_selector_starts(AclUser user, const std::vector<std::string>& rules) {
  for (AclError& error : user.errors) {
    std::optional<std::size_t> open;
    for (std::size_t i = 0; i <= error.token; ++i) {
      const bool ends = rules[i].ends_with(')');
      const bool may_open = !open || user.version == Version::redis_7_0;
      if (may_open && rules[i].starts_with('(') && !ends) {
        open = i;
      } else if (ends && i < error.token) {
        open.reset();
      }
    }
    error.token = open.value_or(error.token);
  }
  return user;
}

unsigned chosen_seed() {
  const char* given = std::getenv("FAIRLEAD_SEED");
  return given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device()();
}

std::size_t chosen_pairs() {
  const char* given = std::getenv("FAIRLEAD_PAIRS");
  return given ? std::strtoul(given, nullptr, 10) : usual_pairs;
}

/// Random users, each with a few command lines, at both sides.
class Comparison {
 public:
  Comparison(RedisServer& server, Version version, unsigned seed)
      : server_(server), version_(version), generator_(seed, version) {}

  void add_user() {
    const auto rules = generator_.rules();
    const AclUser user = parse_acl_user(views(rules), version_, {});
    std::vector<std::string_view> set = {"ACL", "SETUSER", "u", "reset"};
    for (const std::string_view rule : rules) set.push_back(rule);
    const std::string reply = server_.command(set);
    EXPECT_EQ(reply, expected_reply(with_selector_starts(user, rules), rules))
        << fmt::format("{}", fmt::join(rules, " "));
    // A refused SETUSER changes nothing: the decisions would be those of an earlier user.
    if (!user.errors.empty()) return;
    for (int n = 0; n < commands_a_user; ++n) add_pair(user, rules);
  }

  std::size_t pairs() const { return pairs_; }
  std::size_t count(const std::string& kind) const {
    const auto found = counts_.find(kind);
    return found == counts_.end() ? 0 : found->second;
  }

 private:
  void add_pair(const AclUser& user, const std::vector<std::string>& rules) {
    const auto line = generator_.line();
    std::vector<std::string_view> dry_run = {"ACL", "DRYRUN", "u"};
    for (const std::string_view argument : line) dry_run.push_back(argument);
    const std::string said = outcome(server_.command(dry_run));
    EXPECT_EQ(ours(evaluate(user, views(line))), said)
        << fmt::format("{} | {}", fmt::join(rules, " "), fmt::join(line, " "));
    ++counts_[said.substr(0, said.find(' '))];
    ++pairs_;
  }

  RedisServer& server_;
  Version version_;
  Generator generator_;
  std::map<std::string, std::size_t> counts_;
  std::size_t pairs_ = 0;
};

TEST(RedisAclServer, AgreesOnRandomUsersAndCommands) {
  RedisServer server;
  ASSERT_TRUE(server.running());
  const auto version = version_of_image(testing::redis_server_image());
  ASSERT_TRUE(version) << "this redis-server's version has no tables";
  const unsigned seed = chosen_seed();
  const std::size_t pairs = chosen_pairs();
  fmt::print("{} random pairs; repeat with FAIRLEAD_SEED={}\n", pairs, seed);
  SCOPED_TRACE(fmt::format("repeat with FAIRLEAD_SEED={}", seed));
  Comparison comparison(server, *version, seed);
  while (comparison.pairs() < pairs && !HasFailure()) comparison.add_user();
  // Each answer must be common, or the comparison says little about it.
  for (const char* kind : {"allowed", "command", "key", "channel"}) {
    const std::size_t count = comparison.count(kind);
    fmt::print("  {}: {:.1f} %\n", kind,
               100.0 * static_cast<double>(count) / static_cast<double>(comparison.pairs()));
    EXPECT_GE(count * 10, comparison.pairs()) << kind;
  }
}

}  // namespace
}  // namespace fairlead::redis
