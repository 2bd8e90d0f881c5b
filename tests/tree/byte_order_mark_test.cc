// A byte order mark before a configuration: a server takes it for a part of the first word.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "support/harness.h"
#include "support/process.h"

namespace fairlead::testing {
namespace {

constexpr const char* mark = "\xef\xbb\xbf";

std::vector<std::string> found(const std::string& path, const std::string& text) {
  const MemoryFiles files(FileMap{{path, text}});
  const Result<RunResult> result = run(files, {});
  EXPECT_TRUE(result);
  std::vector<std::string> all;
  for (const Expectation& each : observed(*result)) {
    all.push_back(each.rule + " " + std::to_string(each.line) + ":" + std::to_string(each.begin));
  }
  return all;
}

TEST(ByteOrderMark, StopsAServer) {
  const std::string directory = new_directory();
  const std::string conf = "port 0\nunixsocket " + directory + "/socket\n";
  const std::string acl = "user default on nopass ~* &* +@all\n";
  for (const std::string& before : {std::string(), std::string(mark)}) {
    std::ofstream(directory + "/a.conf") << before << conf;
    std::ofstream(directory + "/b.conf") << conf << "aclfile " << directory << "/users.acl\n";
    std::ofstream(directory + "/users.acl") << before << acl;
    for (const char* file : {"/a.conf", "/b.conf"}) {
      EXPECT_EQ(really_start(directory, {"redis-server", directory + file}).starts, before.empty());
    }
  }
  std::filesystem::remove_all(directory);
}

TEST(ByteOrderMark, IsReported) {
  using ::testing::Contains;
  const auto finding = Contains("syntax/yaml 1:1");
  EXPECT_THAT(found("redis.conf", std::string(mark) + "maxmemory 1gb\n"), finding);
  EXPECT_THAT(found("redis.conf", std::string(mark) + "# first\nmaxmemory 1gb\n"), finding);
  EXPECT_THAT(found("users.acl", std::string(mark) + "user a on nopass ~* +@all\n"), finding);
  EXPECT_THAT(found("a.yaml",
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
                    "data: {redis.conf: \"\\uFEFFmaxmemory 1gb\"}\n"),
              Contains("syntax/yaml 4:21"));
}

TEST(ByteOrderMark, OfOtherProgramsIsTheirs) {
  using ::testing::IsEmpty;
  EXPECT_THAT(found("redis.conf", std::string(mark) + "[redis]\nhost = a\n"), IsEmpty());
  EXPECT_THAT(found("users.acl", std::string(mark) + "user a\ntopic readwrite x\n"), IsEmpty());
}

}  // namespace
}  // namespace fairlead::testing
