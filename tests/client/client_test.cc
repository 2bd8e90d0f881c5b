// The client libraries: the rights that they need suffice, and none of them is idle.
#include <fmt/format.h>

#include <fstream>

#include "base/regex.h"
#include "base/text.h"
#include "client/client_needs.h"
#include "config/client_file.h"
#include "support/harness.h"
#include "support/redis_server.h"

namespace fairlead::testing {
namespace {

using redis::AclNeed;
using redis::AclReading;
using redis::ClientLack;
using redis::ClientLibrary;
using redis::ClientRole;
using redis::ClientUse;
using redis::Version;

const ClientLibrary& library(std::string_view id) {
  const auto all = redis::client_libraries();
  const auto found = std::ranges::find(all, id, &ClientLibrary::id);
  EXPECT_NE(found, all.end()) << id;
  return *found;
}

ClientUse use_of(const ClientLibrary& library, ClientRole role = ClientRole::both) {
  return {&library, {"emails"}, std::nullopt, role, false, 0};
}

std::vector<std::string_view> rules_of(std::string_view line) {
  std::vector<std::string_view> words = split(line, ' ');
  words.erase(words.begin(), words.begin() + 2);
  return words;
}

AclReading read(const std::vector<std::string_view>& rules, Version version) {
  return redis::read_acl_rules(rules, version);
}

/// Each library as both ends and as each, on each version.
struct Case {
  const ClientLibrary* library;
  ClientRole role;
  Version version;
};
std::vector<Case> cases() {
  std::vector<Case> all;
  for (const ClientLibrary& each : redis::client_libraries()) {
    for (const ClientRole role : {ClientRole::both, ClientRole::producer, ClientRole::worker}) {
      for (const Version version : redis::all_versions()) all.push_back({&each, role, version});
    }
  }
  return all;
}

class Client : public ::testing::TestWithParam<Case> {};

TEST_P(Client, ItsLineIsValidAndSuffices) {
  const auto& [of, role, version] = GetParam();
  for (const bool optional : {false, true}) {
    ClientUse use = use_of(*of, role);
    use.optional = optional;
    const auto needs = redis::acl_needs(std::span(&use, 1), version);
    ASSERT_FALSE(needs.empty());
    const std::string line = redis::acl_user_line("u", needs);
    // redis.conf and an ACL file split it alike.
    const auto conf = redis::conf_tokens(line);
    ASSERT_TRUE(conf);
    EXPECT_EQ(conf->size(), split(line, ' ').size());
    const AclReading user = read(rules_of(line), version);
    ASSERT_TRUE(user.errors.empty()) << line << ": " << user.errors[0].message;
    for (const ClientLack& lack : redis::client_lacks(user, use))
      ADD_FAILURE() << lack.command << " lacks " << lack.token << " of " << line;
  }
}

TEST_P(Client, EachRuleIsNeededAndNamedWhereItIsMissing) {
  const auto& [of, role, version] = GetParam();
  const ClientUse use = use_of(*of, role);
  const auto needs = redis::acl_needs(std::span(&use, 1), version);
  for (const AclNeed& gone : needs) {
    EXPECT_FALSE(gone.reasons.empty()) << gone.token;
    std::vector<AclNeed> rest;
    for (const AclNeed& need : needs) {
      if (need.token != gone.token) rest.push_back(need);
    }
    const std::string line = redis::acl_user_line("u", rest);
    const auto lacks = redis::client_lacks(read(rules_of(line), version), use);
    ASSERT_FALSE(lacks.empty()) << gone.token << " is not needed";
    for (const ClientLack& lack : lacks) EXPECT_EQ(lack.token, gone.token) << lack.command;
  }
}

std::string case_name(const ::testing::TestParamInfo<Case>& info) {
  constexpr std::string_view roles[] = {"both", "producer", "worker"};
  return test_name(fmt::format("{} {} {}", info.param.library->id,
                               roles[static_cast<int>(info.param.role)],
                               redis::name(info.param.version)));
}
INSTANTIATE_TEST_SUITE_P(Clients, Client, ::testing::ValuesIn(cases()), case_name);

TEST(Clients, ARealServerTakesEveryLine) {
  std::string conf;
  for (const ClientLibrary& each : redis::client_libraries()) {
    const ClientUse use = use_of(each);
    const auto needs = redis::acl_needs(std::span(&use, 1), Version::redis_7_0);
    conf += redis::acl_user_line(each.id, needs) + "\n";
  }
  RedisServer server({}, conf);
  ASSERT_TRUE(server.running());
  EXPECT_EQ(split(server.command({"ACL", "USERS"}), '\n').size(),
            redis::client_libraries().size() + 1);
}

TEST(Clients, WordsAndPatternsAreWhole) {
  std::string_view last;
  for (const ClientLibrary& each : redis::client_libraries()) {
    SCOPED_TRACE(each.id);
    EXPECT_LT(last, each.id);
    last = each.id;
    EXPECT_FALSE(each.title.empty());
    EXPECT_FALSE(each.examined.empty());
    EXPECT_FALSE(each.references.empty());
    for (const std::string_view command : each.blocking) {
      EXPECT_TRUE(std::ranges::any_of(each.commands, [&](const redis::ClientCommands& group) {
        return std::ranges::find(group.names, command) != group.names.end();
      })) << command;
    }
    const ClientUse use = use_of(each);
    for (const std::string_view waiting : each.waiting) {
      const std::string key = redis::filled_name(waiting, each.prefix, use.queues.front());
      EXPECT_TRUE(std::ranges::any_of(each.keys, [&](const redis::ClientName& name) {
        return redis::glob_matches(redis::patterns_of(name, use).front(), key);
      })) << key;
    }
  }
}

TEST(Clients, NamesThatALibraryRefuses) {
  const auto takes = [](std::string_view id, std::string_view name) {
    return Regex(library(id).queue_names.pattern).found_in(name);
  };
  EXPECT_TRUE(takes("bullmq", "file-jobs"));
  EXPECT_FALSE(takes("bullmq", "file:jobs"));
  EXPECT_FALSE(takes("rsmq", "a:b"));
  EXPECT_FALSE(takes("dramatiq", "1st"));
  EXPECT_FALSE(takes("asynq", " "));
  EXPECT_TRUE(Regex(library("huey").queue_names.drops).found_in("my-app"));
  EXPECT_FALSE(Regex(library("huey").queue_names.drops).found_in("my_app"));
}

TEST(Clients, ByVersionAndRole) {
  const ClientUse producer = use_of(library("stream-worker"), ClientRole::producer);
  const auto line = [](const ClientUse& use, Version version) {
    return redis::acl_user_line("u", redis::acl_needs(std::span(&use, 1), version));
  };
  const std::string head = "user u on >CHANGE-ME resetchannels -@all ";
  EXPECT_EQ(line(producer, Version::redis_7_0), head + "%W~emails +xadd");
  EXPECT_EQ(line(producer, Version::redis_6_2), head + "~emails +xadd");
  const ClientUse worker = use_of(library("list-worker"), ClientRole::worker);
  EXPECT_EQ(line(worker, Version::valkey_9_1), head + "~emails +brpop");
  ClientUse own = use_of(library("bullmq"), ClientRole::producer);
  own.prefix = "{mail}";
  own.queues = {"in", "out"};
  EXPECT_TRUE(line(own, Version::redis_7_0).starts_with(head + "~{mail}:in:* ~{mail}:out:* +"));
}

TEST(Clients, NamesThatNoRuleCanHoldMatchAnyByte) {
  ClientUse use = use_of(library("list-worker"), ClientRole::worker);
  use.queues = {"a \"b\" [c]\\"};
  const auto needs = redis::acl_needs(std::span(&use, 1), Version::redis_7_0);
  EXPECT_EQ(needs[0].token, "~a??b???c??");
  EXPECT_TRUE(redis::glob_matches(needs[0].token.substr(1), use.queues[0]));
}

TEST(Clients, SeveralLibrariesShareAUser) {
  const ClientUse uses[] = {use_of(library("bullmq")), use_of(library("sidekiq"))};
  const auto needs = redis::acl_needs(uses, Version::redis_7_0);
  // Sidekiq needs every key, and a server refuses a pattern behind that.
  EXPECT_EQ(needs[0].token, "~*");
  EXPECT_TRUE(needs[1].token.starts_with("+"));
  EXPECT_TRUE(needs[0].reasons[0].starts_with("Sidekiq: ")) << needs[0].reasons[0];
}

/// What the linter advises for a user of these rules whose program works on the queue `emails`.
std::string advice(std::string_view id, std::string_view line) {
  const MemoryFiles files(
      {{"redis.conf", std::string(line) + "\n"},
       {"fairlead.yaml", fmt::format("redis: {{version: '7.0'}}\nprograms: [{{workload: w, uses: "
                                     "[{}], queues: [emails], redis: {{user: u}}}}]\n",
                                     id)}});
  const auto result = run(files, {});
  EXPECT_TRUE(result);
  std::string help;
  for (const Finding& finding : result->report.findings) {
    if (finding.rule->id.starts_with("redis/acl-")) help += finding.help + "\n";
  }
  return help;
}

TEST(Clients, LintNamesEveryRuleThatIsTakenAway) {
  for (const ClientLibrary& each : redis::client_libraries()) {
    const ClientUse use = use_of(each);
    const auto needs = redis::acl_needs(std::span(&use, 1), Version::redis_7_0);
    EXPECT_EQ(advice(each.id, redis::acl_user_line("u", needs)), "") << each.id;
    for (const AclNeed& gone : needs) {
      std::vector<AclNeed> rest = needs;
      std::erase_if(rest, [&](const AclNeed& need) { return need.token == gone.token; });
      const std::string line = redis::acl_user_line("u", rest);
      // What only later versions need may be missing: nobody says here which one runs.
      const auto lacks = redis::client_lacks(read(rules_of(line), Version::redis_7_0), use);
      const bool later = std::ranges::all_of(
          lacks, [](const ClientLack& lack) { return !lack.commands->since.empty(); });
      EXPECT_EQ(advice(each.id, line),
                later ? ""
                      : fmt::format("add `{}` at the end; `fairlead acl suggest --client {}` "
                                    "prints the whole line\n",
                                    gone.token, each.id))
          << each.id;
    }
  }
}

TEST(Clients, AnOwnLibraryOfAProject) {
  const auto conf = [](std::string_view rules) {
    const MemoryFiles files({{"redis.conf", fmt::format("user u on nopass {}\n", rules)},
                             {"fairlead.yaml",
                              "redis: {version: '7.0'}\n"
                              "clients:\n"
                              "  - id: pump\n"
                              "    title: Pump\n"
                              "    prefix: p\n"
                              "    keys: [{id: all, pattern: '{prefix}.{queue}', for: jobs}]\n"
                              "    commands: [{names: [lpush], for: adding}]\n"
                              "programs: [{workload: w, uses: [pump], queues: [a, b], prefix: x, "
                              "redis: {user: u}}]\n"}});
    const auto result = run(files, {});
    EXPECT_TRUE(result) << result.error().message;
    return result->report.findings;
  };
  EXPECT_TRUE(conf("%W~x.a %W~x.b +lpush").empty());
  const auto findings = conf("%W~x.a +lpush");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].help,
            "add `%W~x.b` at the end; `fairlead acl suggest --client pump` prints the whole line");
  EXPECT_EQ(findings[0].message,
            "user `u` may not touch the key `x.b` with `LPUSH`, which Pump needs");
}

TEST(Clients, AnUnknownLibraryNamesTheNearest) {
  const MemoryFiles files(FileMap{{"fairlead.yaml", "programs: [{workload: w, uses: [bulmq]}]\n"}});
  const auto result = run(files, {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message,
            "fairlead.yaml:1:33: no client library `bulmq`; did you mean `bullmq`?");
}

Result<ClientLibrary> read_text(SourceMap& sources, Arena& arena, std::string text) {
  const Tree tree = read_yaml(arena, sources, sources.add_written("c.yaml", std::move(text)));
  return read_client(sources, arena, Ref(tree.documents.at(0).root));
}

TEST(Clients, AFileSaysWhatIsWrongWithIt) {
  const auto error = [](std::string text) {
    SourceMap sources;
    Arena arena;
    const auto read = read_text(sources, arena, std::move(text));
    return read ? "" : read.error().message;
  };
  const std::string good = "id: a\ntitle: A\ncommands: [{names: [get], for: x}]\n";
  EXPECT_EQ(error(good), "");
  EXPECT_EQ(error(good + "prefx: a\n"), "c.yaml:4:1: unknown key `prefx`; did you mean `prefix`?");
  EXPECT_EQ(error("id: a\ntitle: A\n"), "c.yaml:1:1: `commands` is missing");
  EXPECT_EQ(error("id: a\ntitle: A\ncommands: [{names: [gett], for: x}]\n"),
            "c.yaml:3:21: no server has the command `gett`");
  EXPECT_EQ(error("id: a\ntitle: A\ncommands: [{names: [get], keys: [k], for: x}]\n"),
            "c.yaml:3:34: no key or channel has the id `k`");
}

}  // namespace
}  // namespace fairlead::testing
