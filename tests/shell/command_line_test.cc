#include "shell/command_line.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/text.h"

namespace fairlead {
namespace {

/// The script among words (separated by `,`), or "".
std::string script_of(std::string_view line) {
  const auto words = split(line, ',');
  const auto at = script_word(words);
  return at ? std::string(words[*at]) : "";
}

TEST(ScriptWord, StandsBehindTheShellsOptions) {
  EXPECT_EQ(script_of("sh,-c,x"), "x");
  EXPECT_EQ(script_of("/bin/bash,-ec,x,y"), "x");
  EXPECT_EQ(script_of("bash,-e,-c,x"), "x");
  EXPECT_EQ(script_of("bash,--login,-c,x"), "x");
  EXPECT_EQ(script_of("bash,-o,pipefail,-c,x"), "x");
  EXPECT_EQ(script_of("bash,-euo,pipefail,-c,x"), "x");
  EXPECT_EQ(script_of("tini,--,dash,-c,x"), "x");
  EXPECT_EQ(script_of("exec,zsh,+x,-c,x"), "x");
}

TEST(ScriptWord, IsNoneWhereTheShellReadsAFileOrNoneStarts) {
  EXPECT_EQ(script_of("sh,run.sh,-c,x"), "");
  EXPECT_EQ(script_of("sh,--,-c,x"), "");
  EXPECT_EQ(script_of("sh,-c"), "");
  EXPECT_EQ(script_of("sh"), "");
  EXPECT_EQ(script_of("python,-c,x"), "");
  EXPECT_EQ(script_of("redis-server,--sync,x"), "");
  EXPECT_EQ(script_of("fish-shell,-c,x"), "");
}

TEST(CommandLines, AreTheScriptsCommands) {
  const auto lines = [](std::initializer_list<std::string_view> words) {
    std::vector<CommandWord> line;
    for (const std::string_view word : words) line.push_back({word, {}});
    std::string all;
    for (const CommandLine& each : command_lines(line)) {
      for (const CommandWord& word : each) all += std::string(word.text) + " ";
      all += "| ";
    }
    return all;
  };
  EXPECT_EQ(lines({"sh", "-c", "cd /app && exec bundle exec sidekiq"}), "cd /app | sidekiq | ");
  EXPECT_EQ(lines({"bash", "-e", "-c", "rq worker"}), "rq worker | ");
  EXPECT_EQ(lines({"/usr/bin/env", "X=1", "rq", "worker"}), "rq worker | ");
  EXPECT_EQ(lines({"sh", "start.sh"}), "");
  EXPECT_EQ(lines({}), "");
}

}  // namespace
}  // namespace fairlead
