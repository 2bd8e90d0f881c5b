// Which configurations real servers of every version start with, and what the others say.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "redis/config/server_config.h"
#include "support/oracle.h"

namespace fairlead::redis {
namespace {

using ::fairlead::testing::oracle_json;
using ::fairlead::testing::text_of;

using Files = std::map<std::string, std::string, std::less<>>;

StartCheck check(std::string text, Version version, const Files& files = {},
                 ServerMode mode = ServerMode::data) {
  ServerFileAccess access;
  access.read = [&](std::string_view path) -> tl::expected<ServerFile, FileFault> {
    const auto found = files.find(path);
    if (found == files.end()) return tl::unexpected(FileFault{});
    return ServerFile{found->first, found->second};
  };
  access.match = [](std::string_view) { return std::vector<std::string>(); };
  return check_start({"redis.conf", std::move(text)}, version, mode, access);
}

/// The words of an error as far as they hold nothing of the machine.
std::string without_path(const StartError& error) {
  if (error.message.starts_with("Error loading ACLs, opening file")) return "opening file";
  return error.message.substr(0, error.message.size() - (error.message.ends_with('.') ? 1 : 0));
}

/// A server stops at the first error; of an ACL file it tells all, of which the end was recorded.
void expect_said(const StartCheck& check, std::string_view printed) {
  ASSERT_FALSE(check.errors.empty());
  const bool acl_file = check.errors.front().file != 0;
  // What was recorded of long outputs begins in the middle of a sentence.
  const auto said = [&](const StartError& error) {
    const std::string words = without_path(error);
    return contains(printed, words.substr(words.size() - std::min<std::size_t>(words.size(), 60)));
  };
  EXPECT_TRUE(acl_file ? std::ranges::any_of(check.errors, said) : said(check.errors.front()))
      << "ours: " << check.errors.front().message << "\ntheirs: " << printed;
}

TEST(RedisStartup, FilesAsTheServersOfEveryVersion) {
  FAIRLEAD_NEED_ORACLE();
  const auto data = oracle_json("redis_startup.json");
  std::size_t compared = 0;
  for (const auto& entry : data["files"].GetObject()) {
    Files files;
    for (const auto& file : entry.value["files"].GetObject()) {
      files.emplace(fmt::format("@DIR@/{}", text_of(file.name)), text_of(file.value));
    }
    for (const auto& result : entry.value["results"].GetObject()) {
      SCOPED_TRACE(fmt::format("{} on {}", text_of(entry.name), text_of(result.name)));
      const Version version = testing::oracle_version(text_of(result.name));
      const StartCheck ours = check(std::string(text_of(entry.value["conf"])), version, files);
      const bool starts = result.value["starts"].GetBool();
      ASSERT_EQ(ours.starts(), starts) << (ours.starts() ? "" : ours.errors.front().message);
      ++compared;
      if (starts) continue;
      std::string printed;
      for (const auto& line : result.value["error"].GetArray()) {
        printed += std::string(text_of(line)) + "\n";
      }
      expect_said(ours, printed);
    }
  }
  EXPECT_GT(compared, 400u);
}

/// These depend on the machine or on how the server was built.
const std::set<std::string_view> not_in_the_file = {"dir /nope", "bind 10.255.255.1",
                                                    "bind nosuchhost.invalid", "tls-port 6380"};

TEST(RedisStartup, LinesAsTheServersOfEveryVersion) {
  FAIRLEAD_NEED_ORACLE();
  const auto data = oracle_json("redis_startup.json");
  std::size_t compared = 0;
  for (const auto& entry : data["lines"].GetObject()) {
    if (not_in_the_file.contains(text_of(entry.name))) continue;
    for (const auto& result : entry.value.GetObject()) {
      const std::string_view said = text_of(result.name);
      if (said.starts_with("ALIVE?")) continue;
      for (const auto& version : result.value.GetArray()) {
        SCOPED_TRACE(fmt::format("{} on {}", text_of(entry.name), text_of(version)));
        const StartCheck ours =
            check(std::string(text_of(entry.name)), testing::oracle_version(text_of(version)));
        ASSERT_EQ(ours.starts(), said.starts_with("OK"));
        ++compared;
        if (!ours.starts()) expect_said(ours, said);
      }
    }
  }
  EXPECT_GT(compared, 370u);
}

/// `count` lines, each with a number of its own in the place of `#`.
std::string lines(std::string_view line, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const auto at = line.find('#');
    text += fmt::format("{}{}{}\n", line.substr(0, at), i, line.substr(at + 1));
  }
  return text;
}

TEST(RedisStartup, StopsAtTheFirstErrorWhereNoOtherIsAsked) {
  for (const std::string_view line :
       {"nosuch# yes", "user u# on +nosuch", "timeout x#", "rename-command c# x", "include f#"}) {
    const std::string text = lines(line, 3000);
    for (const Version version : all_versions()) {
      const auto start = [&](StartDepth depth) {
        return check_start({"redis.conf", text}, version, ServerMode::data, {}, depth);
      };
      const StartCheck every = start(StartDepth::every_error);
      const StartCheck first = start(StartDepth::first_error);
      EXPECT_EQ(every.refused(), first.refused()) << line << name(version);
      EXPECT_EQ(every.errors.size(), every.refused() ? 1000u : 0u) << line << name(version);
      ASSERT_EQ(first.errors.size(), every.refused() ? 1u : 0u) << line << name(version);
      if (!every.refused()) continue;
      EXPECT_EQ(first.errors[0].begin, every.errors[0].begin) << line << name(version);
      EXPECT_EQ(first.errors[0].message, every.errors[0].message) << line << name(version);
    }
  }
}

TEST(RedisStartup, StopsAtTheFirstErrorOfAnAclFile) {
  const std::string text = lines("user u# on +@nosuch +got", 3000);
  const auto check = [&](StartDepth depth) {
    return check_acl_file({"users.acl", text}, Version::redis_7_2, ServerMode::data, depth);
  };
  const StartCheck every = check(StartDepth::every_error);
  ASSERT_EQ(every.errors.size(), 1000u);
  EXPECT_EQ(every.errors.back().line, 500u);
  EXPECT_EQ(every.errors.back().hint, "did you mean `+get`?");
  EXPECT_EQ(check(StartDepth::first_error).errors.size(), 1u);
}

}  // namespace
}  // namespace fairlead::redis
