// The tables of commands and directives against what they were made from, and against the installed
// redis-server.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "product/products.h"
#include "redis/command/commands.h"
#include "redis/config/directives.h"
#include "support/oracle.h"
#include "support/process.h"
#include "support/redis_server.h"

namespace fairlead::redis {
namespace {

using ::fairlead::testing::oracle_json;
using ::fairlead::testing::RedisServer;
using ::fairlead::testing::text_of;

/// What each version answered; no server of 8.2 or later was asked.
constexpr std::string_view oracle_names[version_count] = {
    "6.2.16", "7.0.15",       "7.2.6",        "7.4.1",       "8.0.6",
    "",       "valkey-8.0.1", "valkey-8.1.1", "valkey-9.1.2"};

/// Two words of a comment that one build registered as commands.
bool is_accident(std::string_view name) { return name == "host:" || name == "post"; }

bool holds(const rapidjson::Value& list, std::string_view word) {
  return std::ranges::any_of(list.GetArray(),
                             [&](const auto& each) { return text_of(each) == word; });
}

const rapidjson::Value* variant_of(const rapidjson::Value& entry, std::string_view version) {
  for (const auto& variant : entry["variants"].GetArray()) {
    if (holds(variant["versions"], version)) return &variant;
  }
  return nullptr;
}

bool is_available(const rapidjson::Value* variant, std::string_view mode) {
  return variant && holds((*variant)["available"], mode);
}

TEST(RedisTables, HaveTheCommandsOfEveryVersion) {
  FAIRLEAD_NEED_ORACLE();
  const auto given = oracle_json("redis-commands.json");
  for (std::size_t i = 0; i < version_count; ++i) {
    const Version version = all_versions()[i];
    if (version == Version::redis_8_later) continue;
    std::size_t found = 0;
    for (const auto& entry : given["commands"].GetArray()) {
      const std::string_view name = text_of(entry["name"]);
      if (is_accident(name)) continue;
      const auto* variant = variant_of(entry, oracle_names[i]);
      const auto command = find_command(name, version);
      EXPECT_EQ(command.has_value(), is_available(variant, "data")) << name << redis::name(version);
      EXPECT_EQ(find_command(name, version, ServerMode::sentinel).has_value(),
                is_available(variant, "sentinel"))
          << name;
      EXPECT_TRUE(known_command(name)) << name;
      if (!command) continue;
      ++found;
      EXPECT_EQ(command->name, name);
      EXPECT_EQ(command->container,
                entry.HasMember("container") ? text_of(entry["container"]) : "");
      EXPECT_EQ(command->facts->arity, (*variant)["arity"].GetInt()) << name;
      EXPECT_EQ(command->facts->has(CommandFlag::no_auth), holds((*variant)["flags"], "no_auth"));
    }
    EXPECT_EQ(found, commands_of(version).size());
    EXPECT_GT(found, 200u);
  }
}

// What 8.0 has, and what the documentation adds to it.
TEST(RedisTables, HaveWhatIsDocumentedOfLaterVersions) {
  FAIRLEAD_NEED_ORACLE();
  const auto given = oracle_json("redis-commands.json");
  std::size_t added = 0;
  for (const auto& entry : given["commands"].GetArray()) {
    const std::string_view name = text_of(entry["name"]);
    if (is_accident(name)) continue;
    const auto before = find_command(name, Version::redis_8_0);
    const auto later = find_command(name, Version::redis_8_later);
    const auto* documented = variant_of(entry, "redis-docs-8.10");
    const bool of_module = entry["group"].IsString() && text_of(entry["group"]) == "module";
    EXPECT_EQ(later.has_value(), before || (documented && !of_module)) << name;
    if (!later || before) continue;
    ++added;
    EXPECT_EQ(later->facts->arity, (*documented)["arity"].GetInt()) << name;
    EXPECT_FALSE(later->facts->from_module) << name;
  }
  EXPECT_GT(added, 50u);
  EXPECT_EQ(find_command("xackdel", Version::redis_8_later)->key_specs().size(), 1u);
  for (const Directive& directive : all_directives()) {
    EXPECT_EQ(directive.exists(Version::redis_8_later), directive.exists(Version::redis_8_0));
    EXPECT_EQ(directive.settable_in(Version::redis_8_later),
              directive.settable_in(Version::redis_8_0));
  }
}

TEST(RedisTables, HaveTheCategoriesOfEveryVersion) {
  FAIRLEAD_NEED_ORACLE();
  const auto given = oracle_json("redis-commands.json");
  for (std::size_t i = 0; i < version_count; ++i) {
    if (all_versions()[i] == Version::redis_8_later) continue;
    const auto& categories = given["categories"][std::string(oracle_names[i]).c_str()];
    EXPECT_EQ(categories.MemberCount(), category_names().size());
    for (const auto& category : categories.GetObject()) {
      ASSERT_TRUE(has_category(text_of(category.name), false)) << text_of(category.name);
      const std::uint32_t bit = *category_bit(text_of(category.name));
      std::set<std::string_view> expected;
      for (const auto& name : category.value.GetArray()) {
        if (!is_accident(text_of(name))) expected.insert(text_of(name));
      }
      std::set<std::string_view> found;
      for (const Command& command : commands_of(all_versions()[i])) {
        if ((command.facts->categories & bit) != 0) found.insert(command.name);
      }
      EXPECT_EQ(found, expected) << text_of(category.name) << " in " << oracle_names[i];
    }
  }
}

TEST(RedisTables, HaveTheDirectivesOfEveryVersion) {
  FAIRLEAD_NEED_ORACLE();
  const auto given = oracle_json("redis-directives.json");
  EXPECT_EQ(all_directives().size(), given["directives"].Size());
  for (const auto& entry : given["directives"].GetArray()) {
    const std::string_view name = text_of(entry["name"]);
    for (std::size_t i = 0; i < version_count; ++i) {
      const auto* variant = variant_of(entry, oracle_names[i]);
      if (!variant) continue;  // redis_8_later, too
      const Version version = all_versions()[i];
      EXPECT_TRUE(directive_exists(name, version)) << name;
      if (!variant->HasMember("runtime_settable") || (*variant)["runtime_settable"].IsNull())
        continue;
      EXPECT_EQ(config_settable(name, version), (*variant)["runtime_settable"].GetBool())
          << name << " in " << oracle_names[i];
    }
  }
}

TEST(RedisTables, HaveTheServersOwnCommands) {
  RedisServer server;
  ASSERT_TRUE(server.running());
  std::set<std::string> expected;
  const std::string listed = server.command({"COMMAND", "LIST"});
  for (const std::string_view name : split(listed, '\n')) expected.emplace(name);
  std::set<std::string> found;
  for (const Command& command : commands_of(Version::redis_7_0)) found.emplace(command.name);
  EXPECT_EQ(found, expected);
  for (const std::string_view category : category_names()) {
    std::set<std::string> theirs;
    const std::string members = server.command({"ACL", "CAT", category});
    for (const std::string_view name : split(members, '\n')) theirs.emplace(name);
    std::set<std::string> ours;
    for (const Command& command : commands_of(Version::redis_7_0)) {
      if ((command.facts->categories & *category_bit(category)) != 0) ours.emplace(command.name);
    }
    EXPECT_EQ(ours, theirs) << category;
  }
}

/// In words what CONFIG SET does with a directive.
std::string settability(const Directive& directive, Version version) {
  const auto is = [&](std::uint16_t mask) { return (mask >> static_cast<unsigned>(version) & 1u); };
  if (is(directive.guarded)) return "protected";
  if (is(directive.settable)) return "settable";
  const auto* value = value_of(directive, version);
  const bool known = value && value->type != ValueType::ignored && !is_file_only(directive);
  return known ? "immutable" : "unknown";
}

std::string settability(std::string_view reply) {
  if (contains(reply, "protected config")) return "protected";
  if (contains(reply, "immutable config")) return "immutable";
  return contains(reply, "Unknown option") ? "unknown" : "settable";
}

/// Only a server that was built to log its answers knows these.
bool is_of_a_build(std::string_view name) {
  return name == "client-default-resp" || name == "req-res-logfile";
}

/// Sets every directive to the value it has, which a server refuses only where it is not settable.
TEST(RedisTables, KnowWhatConfigSetTakes) {
  RedisServer server;
  ASSERT_TRUE(server.running());
  const auto version = version_of_image(testing::redis_server_image());
  ASSERT_TRUE(version);
  std::map<std::string, std::size_t> counts;
  for (const Directive& directive : all_directives()) {
    if (is_of_a_build(directive.name)) continue;
    const std::string pair = server.command({"CONFIG", "GET", directive.name});
    const auto end = pair.find('\n');
    const std::string value = end == std::string::npos ? "" : pair.substr(end + 1);
    const std::string reply = server.command({"CONFIG", "SET", directive.name, value});
    EXPECT_EQ(settability(directive, *version), settability(reply))
        << directive.name << ": " << reply;
    ++counts[settability(reply)];
  }
  EXPECT_GT(counts["settable"], 100u);
  EXPECT_GT(counts["immutable"], 30u);
  EXPECT_GE(counts["protected"], 2u);
  const std::string listed = server.command({"CONFIG", "GET", "*"});
  const auto words = split(listed, '\n');
  for (std::size_t i = 0; i < words.size(); i += 2) {
    EXPECT_TRUE(directive_exists(words[i], version)) << words[i];
  }
}

TEST(RedisTables, KnowWhatASentinelTakes) {
  constexpr std::string_view options[] = {"--sentinel"};
  RedisServer server(options, "sentinel monitor mymaster 127.0.0.1 1 1");
  ASSERT_TRUE(server.running());
  for (const std::string_view option : sentinel_options()) {
    std::vector<std::string_view> set = {"SENTINEL", "SET", "mymaster", option, "1"};
    if (option == "rename-command") set.push_back("2");
    const std::string reply = server.command(set);
    EXPECT_EQ(sentinel_settable(option, Version::redis_7_0), !contains(reply, "Unknown option"))
        << option << ": " << reply;
  }
  for (const std::string_view option :
       {"monitor", "resolve-hostnames", "sentinel-user", "maxmemory"}) {
    EXPECT_FALSE(sentinel_settable(option, std::nullopt)) << option;
    EXPECT_TRUE(
        contains(server.command({"SENTINEL", "SET", "mymaster", option, "1"}), "Unknown option"));
  }
  std::set<std::string> expected;
  const std::string listed = server.command({"COMMAND", "LIST"});
  for (const std::string_view name : split(listed, '\n')) expected.emplace(name);
  std::set<std::string> found;
  for (const Command& command : commands_of(Version::redis_7_0, ServerMode::sentinel)) {
    found.emplace(command.name);
  }
  EXPECT_EQ(found, expected);
}

TEST(RedisTables, FileOnlyDirectivesAreNotSettable) {
  for (const std::string_view name : {"user", "include", "rename-command", "loadmodule", "sentinel",
                                      "aclfile", "replicaof", "slaveof", "nonsense"}) {
    EXPECT_FALSE(config_settable(name, std::nullopt)) << name;
  }
  EXPECT_TRUE(config_settable("MaxMemory", std::nullopt));
  EXPECT_TRUE(directive_exists("user", Version::valkey_9_1));
  EXPECT_FALSE(directive_exists("gopher-enabled", Version::redis_7_0));
  EXPECT_TRUE(find_directive("requirepass")->secret);
  EXPECT_EQ(nearest_directive("maxmemmory-policy"), "maxmemory-policy");
  EXPECT_EQ(nearest_sentinel_option("down-after-millisecond"), "down-after-milliseconds");
}

TEST(RedisTables, ReadVersionsOfImages) {
  const std::pair<std::string_view, std::optional<Version>> images[] = {
      {"redis:7.2-alpine", Version::redis_7_2},
      {"redis:7", Version::redis_7_4},
      {"redis:7-alpine", Version::redis_7_4},
      {"redis:6.2.6-alpine", Version::redis_6_2},
      {"redis:8.0.1-bookworm", Version::redis_8_0},
      {"redis:7.0rc1", Version::redis_7_0},
      {"docker.io/bitnami/valkey:8.1.3-debian-12", Version::valkey_8_1},
      {"docker.io/bitnami/redis-sentinel:7.2.4-debian-11-r0", Version::redis_7_2},
      {"quay.io/opstree/redis:v7.0.15", Version::redis_7_0},
      {"registry.example:5000/redis:7.4@sha256:abc", Version::redis_7_4},
      {"valkey/valkey:9.1", Version::valkey_9_1},
      {"valkey/valkey:8", Version::valkey_8_1},
      {"valkey/valkey:9.0", std::nullopt},
      {"redis:8", std::nullopt},
      {"redis:8.2", Version::redis_8_later},
      {"docker.io/bitnami/redis:8.2.1-debian-12-r0", Version::redis_8_later},
      {"public.ecr.aws/docker/library/redis:8.10.1-alpine", Version::redis_8_later},
      {"redis:8.1", std::nullopt},
      {"redis:8.12", std::nullopt},
      {"redis:5.0", std::nullopt},
      {"redis:72", std::nullopt},
      {"redis:7x", std::nullopt},
      {"redis:7.2x", std::nullopt},
      {"redis", std::nullopt},
      {"redis:latest", std::nullopt},
      {"redis:alpine", std::nullopt},
      {"redis@sha256:abc", std::nullopt},
      {"registry.example:5000/redis", std::nullopt},
      {"redis/redis-stack:7.2.0-v10", std::nullopt},
      {"oliver006/redis_exporter:v1.55", std::nullopt},
      {"redis:99999999999999999999", std::nullopt},
      {"", std::nullopt},
      {":", std::nullopt},
  };
  for (const auto& [image, version] : images) EXPECT_EQ(version_of_image(image), version) << image;
}

TEST(RedisTables, SuggestNames) {
  EXPECT_EQ(nearest_command("brpopp", Version::redis_7_0), "brpop");
  EXPECT_EQ(nearest_command("client|setnam", Version::redis_7_0), "client|setname");
  EXPECT_EQ(nearest_command("zzzzzzzz", Version::redis_7_0), "");
  EXPECT_EQ(nearest_category("Strem"), "stream");
  ASSERT_TRUE(documentation_group("generic"));
  EXPECT_EQ(documentation_group("GENERIC")->category, "");
  EXPECT_EQ(documentation_group("sorted-set")->category, "sortedset");
  EXPECT_FALSE(documentation_group("list"));
  EXPECT_EQ(versions_with_command("hexpire"),
            (std::vector{Version::redis_7_4, Version::redis_8_0, Version::redis_8_later,
                         Version::valkey_9_1}));
}

/// What a group's advice allows must exist, and must not be @keyspace.
TEST(RedisTables, AdviseRulesThatExist) {
  for (const std::string_view group : {"generic", "server", "cluster", "sentinel", "sorted-set",
                                       "transactions", "lua", "hashes"}) {
    const auto found = documentation_group(group);
    ASSERT_TRUE(found) << group;
    for (const std::string_view rule : split(found->advice, ' ')) {
      EXPECT_NE(rule, "+@keyspace");
      ASSERT_TRUE(rule.starts_with('+'));
      const bool category = rule[1] == '@';
      EXPECT_TRUE(category ? has_category(rule.substr(2), false)
                           : find_command(rule.substr(1), Version::redis_7_0).has_value())
          << rule;
    }
  }
}

TEST(RedisTables, NameWhatOperatorsCreate) {
  const Product* failover = find_product("databases.spotahome.com", "RedisFailover");
  ASSERT_TRUE(failover);
  const Made made = make(*failover, "redis", [](std::string_view path) -> Setting {
    if (path == "spec.auth.secretPath") return {Setting::State::known, "redis-auth", true};
    return {};
  });
  std::vector<std::string> names;
  for (const MadeService& service : made.services) {
    names.push_back(fmt::format("{}:{}", service.name, service.ports.at(0).number));
  }
  EXPECT_EQ(names,
            (std::vector<std::string>{"rfs-redis:26379", "rfrm-redis:6379", "rfrs-redis:6379"}));
  EXPECT_EQ(made.others, std::vector<std::string>{"rfr-redis"});
  EXPECT_EQ(made.secrets.at(0).name, "redis-auth");
  EXPECT_EQ(made.secrets.at(0).keys, std::vector<std::string>{"password"});
  EXPECT_EQ(made.master_name, "mymaster");
  EXPECT_FALSE(find_product("databases.spotahome.com", "Redis"));
  for (const Product* product : all_products()) {
    for (const ProductService& service : product->services)
      EXPECT_TRUE(contains(service.name, "{}")) << service.name;
  }
}

}  // namespace
}  // namespace fairlead::redis
