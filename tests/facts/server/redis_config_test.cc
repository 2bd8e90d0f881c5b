#include "facts/server/redis_config.h"

#include <gtest/gtest.h>

#include "facts/server/server_table.h"
#include "support/manifests.h"

namespace fairlead::testing {
namespace {

struct Read {
  explicit Read(std::string text) : made(std::move(text)) {
    workloads = workloads_of(made.resources);
    holders = holders_of(made.resources, {}, made.sources);
    table = redis_config_of({unit, config, made.resources, {}, {}, workloads, holders, {}},
                            made.arena, made.sources);
  }

  Manifests made;
  Unit unit;
  Config config;
  std::vector<Workload> workloads;
  std::vector<Holder> holders;
  RedisTable table;
};

constexpr const char* server = R"(
apiVersion: v1
kind: ConfigMap
metadata: {name: conf, namespace: n}
data:
  redis.conf: |
    maxmemory 100mb
    appendonly yes
  users.acl: |
    user worker on >x ~* +@all
---
apiVersion: v1
kind: Pod
metadata: {name: r, namespace: n}
spec:
  containers:
    - name: r
      image: redis:7.2
      command: [redis-server, /etc/redis/redis.conf, --maxmemory, 1gb, --aclfile, /etc/redis/users.acl]
      volumeMounts: [{name: v, mountPath: /etc/redis}]
  volumes: [{name: v, configMap: {name: conf}}]
)";

TEST(RedisConfig, IsReadOfConfigMapsAndCommandLines) {
  const Read read(server);
  const RedisLines& lines = read.table.lines;
  ASSERT_EQ(lines.directives.size(), 4u);
  EXPECT_EQ(lines.directives[0].words.at(1).text, "100mb");
  EXPECT_EQ(lines.directives[0].version, redis::Version::redis_7_2) << "the only Redis in view";
  EXPECT_TRUE(lines.directives[2].command_line);
  EXPECT_EQ(lines.directives[2].words.at(1).text, "1gb");
  EXPECT_EQ(read.made.written(lines.directives[2].words[1].at), "1gb");
  ASSERT_EQ(lines.acl_users.size(), 1u);
  EXPECT_EQ(lines.acl_users[0].name.text, "worker");
  EXPECT_EQ(lines.acl_users[0].reader, AclReader::data);
  ASSERT_EQ(lines.server_commands.size(), 1u);
  EXPECT_TRUE(lines.server_commands[0].reads_file);
  EXPECT_FALSE(lines.server_commands[0].open);
  EXPECT_TRUE(read.table.gaps.empty());
}

TEST(RedisConfig, ArgumentsWinOverTheFile) {
  const Read read(server);
  const auto servers = server_lines_of(read.workloads, read.table.lines, {});
  ASSERT_EQ(servers.size(), 1u);
  EXPECT_EQ(servers[0].value("maxmemory"), "1gb");
  EXPECT_EQ(servers[0].value("appendonly"), "yes");
  EXPECT_TRUE(servers[0].knows("save"));
  const ServerTable table = server_table_of(servers, read.workloads, {}, {});
  EXPECT_EQ(table.by_workload.at(&read.workloads[0])->workload, &read.workloads[0]);
  EXPECT_EQ(table.workloads.at(read.workloads[0].resource), &read.workloads[0]);
}

TEST(RedisConfig, AnAclFileThatNoServerNamesIsNone) {
  std::string text = server;
  text.replace(text.find(", --aclfile, /etc/redis/users.acl"), 33, "");
  EXPECT_TRUE(Read(text).table.lines.acl_users.empty());
}

TEST(RedisConfig, AScriptIsReadBehindAnyOfItsShellsOptions) {
  for (const char* shell : {"[sh, -c,", "[/bin/bash, -ec,", "[bash, -e, -c,", "[dash, -c,",
                            "[bash, -o, pipefail, -c,"}) {
    const Read read(
        std::string("apiVersion: v1\nkind: Pod\nmetadata: {name: r}\nspec: {containers: "
                    "[{name: r, image: redis:7.2, command: ") +
        shell + " 'exec redis-server --port 7000']}]}\n");
    ASSERT_EQ(read.table.lines.directives.size(), 1u) << shell;
    EXPECT_EQ(read.table.lines.directives[0].words.at(1).text, "7000");
  }
}

}  // namespace
}  // namespace fairlead::testing
