#include "redis/server_program.h"

#include <gtest/gtest.h>

namespace fairlead::redis {
namespace {

TEST(ServerProgram, IsToldByThePathsLastPart) {
  const struct {
    std::string_view word;
    ServerProgram program;
  } table[] = {
      {"redis-server", ServerProgram::data},
      {"/usr/local/bin/valkey-server", ServerProgram::data},
      {"/opt/bitnami/redis/bin/redis-sentinel", ServerProgram::sentinel},
      {"keydb-server", ServerProgram::look_alike},
      {"dragonfly", ServerProgram::look_alike},
      {"redis-cli", ServerProgram::none},
      {"redis-server.conf", ServerProgram::none},
      {"redis", ServerProgram::none},
      {"", ServerProgram::none},
  };
  for (const auto& row : table) EXPECT_EQ(server_program(row.word), row.program) << row.word;
  EXPECT_TRUE(starts_sentinel("--sentinel"));
  EXPECT_TRUE(starts_sentinel("/bin/redis-sentinel"));
  EXPECT_FALSE(starts_sentinel("--sentinel-port"));
  EXPECT_FALSE(starts_sentinel("redis-server"));
}

TEST(ServerImage, IsToldByItsNameInAnyRegistry) {
  for (const std::string_view image :
       {"redis", "redis:7.2-alpine", "docker.io/bitnami/redis-cluster:7.2@sha256:ab",
        "example.org:5000/valkey/valkey", "redis/redis-stack-server", "eqalpha/keydb:x86"})
    EXPECT_TRUE(server_image(image)) << image;
  for (const std::string_view image :
       {"", "oliver006/redis_exporter", "my-redis", "redis-commander", "postgres"})
    EXPECT_FALSE(server_image(image)) << image;
  EXPECT_FALSE(server_image("redis/redis-stack:7.2")->tagged) << "modules are in it";
  EXPECT_EQ(server_image("valkey:8")->maker, Maker::valkey);
}

TEST(ServerImage, ALongerNameMayBeOneToo) {
  EXPECT_TRUE(is_called_server("example.org/my-redis:1"));
  EXPECT_TRUE(is_called_server("ghcr.io/microsoft/garnet"));
  EXPECT_FALSE(is_called_server("oliver006/redis_exporter"));
  EXPECT_TRUE(is_called_server("${IMAGE:-redis:7.2}"));
  EXPECT_TRUE(is_called_otherwise("redis/redis-stack:7.2"));
  EXPECT_FALSE(is_called_server("redis.example.org/web"));
  EXPECT_TRUE(is_called_otherwise("docker.dragonflydb.io/dragonflydb/dragonfly"));
  EXPECT_TRUE(is_called_otherwise("apache/KVRocks:2"));
  EXPECT_FALSE(is_called_otherwise("redis:7"));
}

}  // namespace
}  // namespace fairlead::redis
