// What a server answers whose commands are renamed: ours beside a real one.
#include <gtest/gtest.h>

#include "base/text.h"
#include "cli/redis/acl_check.h"
#include "support/file_tree.h"
#include "support/redis_server.h"

namespace fairlead {
namespace {

constexpr const char* configuration =
    "rename-command get fetch\n"
    "rename-command CONFIG \"\"\n"
    "rename-command client Klient\n"
    "rename-command set tmp\n"
    "rename-command del set\n"
    "rename-command tmp DEL\n"
    "rename-command lpush one\n"
    "rename-command one two\n"
    "rename-command rpush Rpush\n"
    "user a on nopass ~* +get +client|setname +del +lpush\n"
    "user b on nopass ~* +@all -get -@list\n"
    "user c on nopass ~k +@write +@connection\n";

constexpr const char* commands[] = {"get k",   "fetch k",   "FETCH x",         "config get dir",
                                    "Config",  "client id", "klient id",       "set k",
                                    "set k x", "del k v",   "tmp k v",         "lpush l 1",
                                    "one l 1", "two l 1",   "rpush k 1",       "RPUSH l 1",
                                    "ping",    "nothing",   "klient setname n"};

class AclRenames : public testing::FileTree {
 protected:
  bool ours(std::string_view user, std::string_view command) const {
    AclCheckOptions options;
    options.file = write("redis.conf", configuration);
    options.user = user;
    options.version = "7.0";
    for (const std::string_view word : split(command, ' ')) options.command.emplace_back(word);
    ::testing::internal::CaptureStdout();
    const int code = acl_check(options);
    const std::string printed = ::testing::internal::GetCapturedStdout();
    EXPECT_TRUE(printed.starts_with(code == 0 ? "allowed" : "denied")) << printed;
    return code == 0;
  }
};

TEST_F(AclRenames, AsTheRealServer) {
  testing::RedisServer server({}, configuration);
  ASSERT_TRUE(server.running());
  for (const char* user : {"a", "b", "c", "default"}) {
    for (const char* command : commands) {
      ASSERT_EQ(server.command({"auth", user, "x"}), "OK");
      const std::string reply = server.command(split(command, ' '));
      const bool denied = reply.starts_with("-NOPERM") || reply.starts_with("-ERR unknown command");
      // A wrong number of arguments is refused to everybody.
      const bool wrong = reply.starts_with("-ERR wrong number");
      EXPECT_EQ(ours(user, command), !denied && !wrong) << user << ' ' << command << ": " << reply;
    }
  }
}

}  // namespace
}  // namespace fairlead
