// Every name of the tables is explained as what it is.
#include <gtest/gtest.h>

#include "base/text.h"
#include "cli/redis/redis_commands.h"
#include "redis/config/directives.h"

namespace fairlead {
namespace {

std::string explanation(std::string_view name) {
  ::testing::internal::CaptureStdout();
  EXPECT_EQ(redis_explain(std::string(name)), 0) << name;
  return "\n" + ::testing::internal::GetCapturedStdout();
}

bool has_line(const std::string& text, std::string_view line) {
  return contains(text, "\n" + std::string(line) + "\n");
}

TEST(RedisExplain, ShowsEveryDirective) {
  for (const redis::Directive& directive : redis::all_directives()) {
    const std::string text = explanation(directive.name);
    EXPECT_TRUE(has_line(text, directive.name)) << text;
    EXPECT_TRUE(contains(text, "\n  CONFIG SET   ")) << text;
    EXPECT_FALSE(contains(text, "of its own form")) << text;
  }
}

TEST(RedisExplain, ShowsEveryStatement) {
  for (const redis::StatementNotes& statement : redis::all_statements()) {
    const std::string line = std::string(statement.name) + " " + std::string(statement.arguments);
    for (const std::string_view name : {statement.name, statement.name.substr(9)}) {
      EXPECT_TRUE(has_line(explanation(name), line)) << name;
    }
    EXPECT_TRUE(has_line(explanation("sentinel"), line));
  }
}

TEST(RedisExplain, TellsTheFilesApartThatHaveTheSameWord) {
  for (const std::string_view name : {"rename-command", "sentinel"}) {
    const std::string text = explanation(name);
    EXPECT_TRUE(text.starts_with("\nIn redis.conf:\n\n" + std::string(name) + "\n")) << text;
    EXPECT_TRUE(contains(text, "\nIn sentinel.conf:\n\nsentinel ")) << text;
  }
  EXPECT_FALSE(contains(explanation("maxmemory"), "In redis.conf"));
  EXPECT_FALSE(contains(explanation("monitor"), "In sentinel.conf"));
}

}  // namespace
}  // namespace fairlead
