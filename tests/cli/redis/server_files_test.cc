// What is read of a configuration of many files, beside what a real redis-server does with it.
#include "cli/redis/server_files.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "support/file_tree.h"
#include "support/process.h"

namespace fairlead {
namespace {

namespace fs = std::filesystem;
using redis::check_start;
using redis::ServerMode;
using redis::StartCheck;
using redis::Version;

class ServerFilesTest : public testing::FileTree {
 protected:
  StartCheck check(const std::string& file, const std::string& root = "") const {
    const ServerFiles files(file, root);
    auto main = files.main();
    EXPECT_TRUE(main) << (main ? "" : main.error().message);
    if (!main) return {};
    return check_start(std::move(*main), Version::redis_7_0, ServerMode::data, files.access());
  }

  /// The same, and what the real server does.
  void expect_as_server(const std::string& file) const {
    const StartCheck ours = check(file);
    EXPECT_FALSE(ours.unknown()) << file;
    const auto real = testing::really_start(
        directory_, {"redis-server", file, "--port", "0", "--unixsocket", path("socket")});
    EXPECT_EQ(ours.starts(), real.starts) << file << '\n' << real.log;
  }

  std::string chain(std::string_view name, int length) const {
    for (int i = 0; i < length; ++i) {
      write(fmt::format("{}/{}.conf", name, i),
            fmt::format("include {}/{}/{}.conf\n", directory_, name, i + 1));
    }
    write(fmt::format("{}/{}.conf", name, length), "timeout 5\n");
    return path(fmt::format("{}/0.conf", name));
  }
};

std::string repeated(std::string_view line, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += line;
  return text;
}

TEST_F(ServerFilesTest, IncludesAsTheRealServer) {
  write("part.conf", "timeout 5\n");
  write("wrong.conf", "timeout x\n");
  for (int i = 0; i < 300; ++i) write(fmt::format("many/{}.conf", i), "timeout 5\n");
  fs::create_directories(path("empty"));
  link("dangling/x.conf", "nowhere");
  link("loop", "loop");
  const auto including = [&](std::string_view name, std::string_view target) {
    expect_as_server(write(name, fmt::format("include {}/{}\n", directory_, target)));
  };
  including("self.conf", "self.conf");
  write("b.conf", fmt::format("include {}/./a.conf\n", directory_));
  including("a.conf", "b.conf");
  link("other-name.conf", "through-link.conf");
  including("through-link.conf", "other-name.conf");
  including("own/glob.conf", "own/*.conf");
  including("many.conf", "many/*.conf");
  including("directory.conf", "empty");
  including("nothing.conf", "empty/*.conf");
  including("dangling.conf", "dangling/*.conf");
  including("looping.conf", "loop");
  including("below-file.conf", "part.conf/x");
  including("wrong-twice.conf", "wrong.conf");
  write("work/part.conf", "timeout x\n");
  write("work/further/good.conf", "timeout 5\n");
  write("work/users.acl", "user a on +get\n");
  for (const char* lines :
       {"dir {0}/work\ninclude part.conf\n", "dir {0}/work\naclfile users.acl\n",
        "aclfile users.acl\ndir {0}/work\n", "dir {0}/work\ninclude p*.conf\n",
        "dir {0}/work\ndir further\ninclude good.conf\n",
        "dir {0}/work\ndir further\naclfile users.acl\n", "dir {0}/work\ninclude ../part.conf\n",
        "dir {0}/work\ninclude work/part.conf\n", "dir {0}/empty\ninclude *.conf\n",
        "dir {0}/empty\ninclude part.conf\n"}) {
    expect_as_server(write("directory-first.conf", fmt::format(fmt::runtime(lines), directory_)));
  }
  write("turn/again.conf", fmt::format("include {}/turn.conf\n", directory_));
  write("turn/turn/again.conf", "timeout 5\n");
  write("turn.conf", "dir turn\ninclude again.conf\n");
  expect_as_server(write("start.conf", fmt::format("dir {}\ninclude turn.conf\n", directory_)));
  expect_as_server(write("null.conf", "include /dev/null\naclfile /dev/null\n"));
  expect_as_server(write("acl-directory.conf", fmt::format("aclfile {}/empty\n", directory_)));
  expect_as_server(
      write("repeats.conf", repeated(fmt::format("include {}/part.conf\n", directory_), 3000)));
  expect_as_server(chain("short", 60));
  expect_as_server(chain("long", 900));
}

TEST_F(ServerFilesTest, FilesOfADirectoryThatIsElsewhereLieBesideTheConfiguration) {
  write("users.acl", "user a on +get\n");
  write("image/data/users.acl", "user a on +nothing\n");
  const std::string text = "dir /data\naclfile users.acl\n";
  const StartCheck beside = check(write("redis.conf", text));
  EXPECT_TRUE(beside.starts());
  EXPECT_EQ(beside.conditions.size(), 2u);
  write("image/redis.conf", text);
  EXPECT_TRUE(check("redis.conf", path("image")).refused());
}

TEST_F(ServerFilesTest, EndlessIncludesAreToldOnce) {
  const std::string file =
      write("self.conf", repeated("include self.conf\ninclude ./self.conf\n", 10));
  const StartCheck ours = check(file);
  ASSERT_EQ(ours.errors.size(), 1u);
  EXPECT_EQ(ours.errors[0].kind, redis::StartErrorKind::endless_include);
  EXPECT_EQ(ours.errors[0].line, 1u);
  EXPECT_TRUE(ours.gaps.empty());
}

TEST_F(ServerFilesTest, OurLimitsAreNoRefusals) {
  write("part.conf", "timeout 5\n");
  std::string doubling;
  for (int i = 0; i < 30; ++i) {
    write(fmt::format("twice{}.conf", i),
          repeated(fmt::format("include twice{}.conf\n", i + 1), 2));
  }
  write("twice30.conf", "timeout 5\n");
  write("big.conf", repeated("# A line that says nothing.\n", 40'000));
  for (const std::string& file :
       {write("repeats.conf", repeated("include part.conf\n", 10'001)), path("twice0.conf"),
        write("bytes.conf", repeated("include big.conf\n", 70)), chain("deep", 1'001)}) {
    const StartCheck ours = check(file);
    EXPECT_TRUE(ours.unknown()) << file;
    EXPECT_EQ(ours.gaps.size(), 1u) << file;
  }
  // What is wrong all the same, is.
  EXPECT_TRUE(
      check(write("both.conf", repeated("include part.conf\n", 10'001) + "timeout x\n")).refused());
  EXPECT_TRUE(check(chain("deep-enough", 999)).starts());
  EXPECT_TRUE(check(write("most.conf", repeated("include part.conf\n", 10'000))).starts());
}

TEST_F(ServerFilesTest, ErrorsOfARepeatedFileAreToldOnce) {
  write("part.conf", "timeout x\ndir /data\n");
  const StartCheck ours = check(write("main.conf", repeated("include part.conf\n", 500)));
  EXPECT_EQ(ours.errors.size(), 1u);
  // Of the directory, and of the files that are read in spite of it.
  EXPECT_EQ(ours.conditions.size(), 2u);
  EXPECT_EQ(ours.files.size(), 2u);
}

TEST_F(ServerFilesTest, WhatStandsBehindANulByteIsUnknown) {
  using namespace std::string_literals;
  // The first does not start with the real server, the others do.
  for (const std::string& text :
       {"timeout 5\0x\nuser a on\n"s, "timeout 5\0x\n\nuser a on\0 x\n"s, "#\0\ntimeout x\n"s}) {
    EXPECT_TRUE(check(write("nul.conf", text)).unknown()) << text;
  }
  EXPECT_TRUE(check(write("wrong.conf", "timeout x\n#\0\n"s)).refused());
  write("users.acl", "user a on \0 x\n+get\n"s);
  EXPECT_TRUE(check(write("acl.conf", "aclfile users.acl\n")).unknown());
}

TEST_F(ServerFilesTest, FilesOfAPatternGoOnInOneAnother) {
  // The real server starts with neither of the first two, and with the others.
  const auto answer = [&](std::string_view name, std::string_view first, std::string_view next) {
    write(fmt::format("{}/1.conf", name), first);
    write(fmt::format("{}/2.conf", name), next);
    return check(write(fmt::format("{}.conf", name), fmt::format("include {}/*.conf\n", name)));
  };
  EXPECT_TRUE(answer("joined", "timeout 5", "timeout 5\n").unknown());
  EXPECT_TRUE(answer("tail", "timeout", "x\n").unknown());
  EXPECT_TRUE(answer("comment", "# none", "timeout x\n").unknown());
  EXPECT_TRUE(answer("ended", "timeout 5\n", "timeout 5").starts());
  EXPECT_TRUE(answer("empty", "", "timeout 5").starts());
}

TEST_F(ServerFilesTest, WhatIsNotReadIsUnknown) {
  EXPECT_FALSE(check(write("errors.conf", repeated("timeout x\n", 1'100))).gaps.empty());
  std::string users;
  for (int i = 0; i < 10'001; ++i) users += fmt::format("user u{} on +get\n", i);
  EXPECT_TRUE(check(write("users.conf", users)).unknown());
  write("users.acl", users);
  EXPECT_TRUE(check(write("acl.conf", "aclfile users.acl\n")).unknown());
}

TEST_F(ServerFilesTest, SpecialFilesAreUnknown) {
  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
  EXPECT_TRUE(check(write("include.conf", "include fifo\n")).unknown());
  EXPECT_TRUE(check(write("acl.conf", "aclfile fifo\n")).unknown());
  EXPECT_TRUE(check(write("zero.conf", "include /dev/zero\n")).unknown());
}

}  // namespace
}  // namespace fairlead
