// Texts that repeat one thing very often: what is kept of them must grow with their length, and not
// with its square. Counted here, since times differ from machine to machine.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "facts/compose/compose_text.h"
#include "support/harness.h"
#include "support/tree_text.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

/// A compose project of services that take the same variables from a file.
FileMap sharing_variables(std::size_t services, std::size_t variables) {
  std::string project = "services:\n", lines;
  for (std::size_t i = 0; i < services; ++i)
    project += fmt::format("  s{}: {{image: a, env_file: [of.env], environment: {{A: b}}}}\n", i);
  for (std::size_t i = 0; i < variables; ++i) lines += fmt::format("V{}=x\n", i);
  return {{"docker-compose.yml", project}, {"of.env", lines}};
}

/// How many things were not checked for the reason that there are too many.
std::size_t too_many(const FileMap& files, std::string_view reason) {
  const MemoryFiles memory(files);
  const auto result = run(memory, {});
  EXPECT_TRUE(result);
  return static_cast<std::size_t>(std::ranges::count_if(
      result->report.summary.not_checked,
      [&](const NotChecked& each) { return each.reason.find(reason) != std::string::npos; }));
}

TEST(HostileCounts, DirectivesInAChartsValuesHaveALimit) {
  std::string values = "redis-ha:\n  redis:\n    config:\n      maxmemory: 256Mi\n";
  for (int i = 0; i < 100'000; ++i) values += fmt::format("      key{}: x\n", i);
  const FileMap files = {{"Chart.yaml",
                          "apiVersion: v2\nname: app\nversion: 0.1.0\ndependencies:\n"
                          "  - {name: redis-ha, version: 4.35.0, repository: "
                          "\"https://dandydeveloper.github.io/charts/\"}\n"},
                         {"values.yaml", values}};
  EXPECT_EQ(too_many(files, "more than 1000 directives"), 1u);
}

TEST(HostileCounts, VariablesThatManyServicesShareHaveALimit) {
  const std::string_view reason = "gives its containers more";
  EXPECT_EQ(too_many(sharing_variables(100, 4'000), reason), 0u);
  // 250 services of 2,000 variables and one more each: the last of them finds no room.
  EXPECT_EQ(too_many(sharing_variables(250, 2'000), reason), 1u);
}

class ComposeTexts : public ::testing::Test {
 protected:
  /// The place in the file that each word was made of.
  std::vector<std::string_view> written(TreeText& text) {
    ComposeText compose(arena_, text.sources);
    std::vector<std::string_view> places;
    for (const Ref word : compose.words(text.root()["command"])) {
      words_.emplace_back(word.text());
      places.push_back(text.sources.text(text.sources.blame(word->span()).edit));
    }
    gaps_ = compose.gaps();
    return places;
  }

  Arena arena_;
  std::vector<Gap> gaps_;
  std::vector<std::string> words_;
};

TEST_F(ComposeTexts, WordsTraceToTheirBytes) {
  TreeText text("command: \"redis-server \\x22--port\\x22 6379 --save '' --user ${U}\"\n");
  const auto places = written(text);
  EXPECT_THAT(words_,
              ElementsAre("redis-server", "--port", "6379", "--save", "", "--user", "${U}"));
  EXPECT_THAT(places,
              ElementsAre("redis-server", "--port", "6379", "--save", "", "--user", "${U}"));
}

TEST_F(ComposeTexts, WordsOfALineAreOneText) {
  TreeText text("command: redis-server " + repeated("--maxmemory 1Mi ", 2'000) + "\n");
  const SourceId before = text.sources.add_written("before", "");
  EXPECT_EQ(written(text).size(), 4'001u);
  const SourceId after = text.sources.add_written("after", "");
  EXPECT_EQ(static_cast<std::size_t>(after), static_cast<std::size_t>(before) + 2);
}

TEST_F(ComposeTexts, MoreWordsThanAnybodyWritesAreNotChecked) {
  TreeText text("command: redis-server " + repeated("a ", ComposeText::most_words) + "\n");
  EXPECT_THAT(written(text), ElementsAre());
  ASSERT_EQ(gaps_.size(), 1u);
  EXPECT_EQ(text.sources.text(gaps_[0].at).substr(0, 12), "redis-server");
  EXPECT_EQ(gaps_[0].what, "a command line");
}

}  // namespace
}  // namespace fairlead::testing
