// Entries of an operator's customConfig against CONFIG SET of a real server.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "support/harness.h"
#include "support/redis_server.h"

namespace fairlead::testing {
namespace {

constexpr const char* entries[] = {
    "maxmemory 100mb",
    "maxmemory \"100mb\"",
    "maxmemory '100mb'",
    "maxmemory  100mb",
    "maxmemory 100mb ",
    "maxmemory 100 mb",
    "maxmemory 100Mi",
    "maxmemory 1.5gb",
    "maxmemory-policy noeviction",
    "maxmemory-policy \"noeviction\"",
    "maxmemory-policy lru",
    "loglevel notice",
    "loglevel \"notice\"",
    "loglevel NOTICE",
    "save \"\"",
    "save ''",
    "save 900 1",
    "save 900 1 300 10",
    "save \"900 1\"",
    "save 900",
    "save 900 1 300",
    "save 900  1",
    "save 900 1 # often",
    "client-output-buffer-limit normal 0 0 0",
    "client-output-buffer-limit \"normal 0 0 0\"",
    "client-output-buffer-limit normal 0 0",
    "client-output-buffer-limit replica 256mb 64mb 60",
    "client-output-buffer-limit master 256mb 64mb 60",
    "timeout 60",
    "timeout 60s",
    "timeout \"60\"",
    "timeout -1",
    "hz 10",
    "hz ten",
    "tcp-keepalive 0",
    "tcp-keepalive 300 # s",
    "appendonly yes",
    "appendonly \"yes\"",
    "appendonly true",
    "appendfsync everysec",
    "appendfsync sometimes",
    "repl-backlog-size 1mb",
    "repl-backlog-size 0",
    "slowlog-log-slower-than -1",
    "notify-keyspace-events Ex",
    "notify-keyspace-events \"Ex\"",
    "notify-keyspace-events Ez",
    "oom-score-adj-values 0 200 800",
    "oom-score-adj-values 0 200",
    "oom-score-adj-values \"0 200 800\"",
    "min-replicas-to-write 1",
    "lua-time-limit 5000",
    "stop-writes-on-bgsave-error no",
    "replica-priority 100",
    "latency-tracking-info-percentiles 50 99",
    "latency-tracking-info-percentiles 50 101",
};

/// An operator that applies a list of entries, and how it cuts them in two.
struct Operator {
  const char* object;   ///< up to the list's first entry
  bool empties_quotes;  ///< gives nothing for `""`
};
constexpr Operator operators[] = {
    {"apiVersion: databases.spotahome.com/v1\n"
     "kind: RedisFailover\n"
     "metadata: {name: queue, namespace: data}\n"
     "spec:\n"
     "  sentinel: {replicas: 3}\n"
     "  redis:\n"
     "    image: redis:7.0.15\n"
     "    customConfig:\n"
     "      - ",
     true},
    {"apiVersion: redis.redis.opstreelabs.in/v1beta2\n"
     "kind: RedisReplication\n"
     "metadata: {name: queue, namespace: data}\n"
     "spec:\n"
     "  clusterSize: 3\n"
     "  kubernetesConfig: {image: \"quay.io/opstree/redis:v7.0.15\"}\n"
     "  redisConfig:\n"
     "    dynamicConfig:\n"
     "      - ",
     false},
};

std::string set(RedisServer& server, const Operator& by, std::string_view entry) {
  const auto blank = entry.find(' ');
  std::string_view value = entry.substr(blank + 1);
  if (by.empties_quotes && value == "\"\"") value = {};
  return server.command({"CONFIG", "SET", entry.substr(0, blank), value});
}

std::string quoted(std::string_view entry) {
  std::string text = "'";
  for (const char c : entry) text += c == '\'' ? "''" : std::string(1, c);
  return text + "'";
}

bool is_reported(const Operator& by, std::string_view entry) {
  const MemoryFiles files({{"redis.yaml", by.object + quoted(entry) + "\n"}});
  const Result<RunResult> result = run(files, {});
  EXPECT_TRUE(result) << entry;
  return std::ranges::any_of(observed(*result), [](const Expectation& finding) {
    return finding.rule == "redis/custom-config-not-applied";
  });
}

TEST(CustomConfig, IsReportedWhereTheServerRefusesIt) {
  RedisServer server;
  ASSERT_TRUE(server.running());
  for (const Operator& by : operators) {
    std::size_t refused = 0;
    for (const std::string_view entry : entries) {
      const std::string reply = set(server, by, entry);
      EXPECT_EQ(is_reported(by, entry), reply != "OK") << entry << ": " << reply;
      refused += reply != "OK";
    }
    EXPECT_GT(refused, 20u);
    EXPECT_LT(refused, 40u);
  }
}

}  // namespace
}  // namespace fairlead::testing
