#include "shell/compose_words.h"

#include <gtest/gtest.h>

namespace fairlead {
namespace {

struct Case {
  std::string_view command;
  std::vector<std::string> words;
};

// What go-shellwords 1.0.12 makes of them.
TEST(ComposeWords, AsTheLibraryOfComposeSplitsThem) {
  const Case cases[] = {
      {"redis-server --port 6380 && echo foo", {"redis-server", "--port", "6380"}},
      {"redis-server ; echo x", {"redis-server"}},
      {"sh -c \"a \\\\ b\" x\\ty", {"sh", "-c", "a \\ b", "xty"}},
      {"a 2>&1", {"a"}},
      {"a b2> c", {"a", "b2"}},
      {"a \"\" c", {"a", "", "c"}},
      {"a 'b c' d", {"a", "b c", "d"}},
      {"a \\\n b", {"a", "\n", "b"}},
      {"a | b", {"a"}},
      {"a x=\"y z\"w", {"a", "x=y zw"}},
      {"2> x", {}},
      {"a\tb\r\nc", {"a", "b", "c"}},
      {"", {}},
  };
  for (const Case& each : cases) {
    const auto words = compose_words(each.command);
    ASSERT_TRUE(words) << each.command;
    std::vector<std::string> texts;
    for (const ComposeWord& word : *words) {
      texts.push_back(word.text);
      EXPECT_LE(word.begin, word.end);
      EXPECT_LE(word.end, each.command.size());
    }
    EXPECT_EQ(texts, each.words) << each.command;
  }
}

TEST(ComposeWords, WhatItRefuses) {
  for (const std::string_view command : {"a(b)", "a \"b", "a 'b", "a \\", "a `b`"}) {
    EXPECT_FALSE(compose_words(command)) << command;
  }
}

}  // namespace
}  // namespace fairlead
