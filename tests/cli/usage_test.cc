// The completions and the manual page of a program whose words mean harm to a shell and to roff.
// What they do in real shells is scripts/completions-gate's.
#include "cli/usage/usage.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

constexpr const char* harm =
    "It's \"a\" [b]: `touch harm` $(touch harm) ${HOME} \\e \\ 100% … {x,y} !! *";

UsageCommand hostile() {
  const UsageOption flag{{"-q", "--quiet"}, "", ValueKind::none, {}, harm, "", false, false};
  const UsageOption choice{{"--kind"}, "KIND", ValueKind::choice, {"one", "two"}, harm, "one",
                           false,      false};
  const UsageOption report{
      {"--report"}, "FORMAT=FILE", ValueKind::report, {"json", "text"}, harm, "", true, false};
  const UsageOption word{{"--word"}, "W: [x]'", ValueKind::word, {}, harm, harm, false, false};
  const UsageOption file{{}, "FILE", ValueKind::file, {}, harm, "", true, true};
  const UsageCommand lint{"lint",
                          harm,
                          fmt::format("\n.so /etc/passwd\n'br\n\n  .nf {}", harm),
                          {flag, choice, report, word},
                          {file},
                          {}};
  const UsageCommand group{"group", harm, harm, {flag}, {}, {lint}};
  return {"fairlead", harm, harm, {flag}, {}, {lint, group}};
}

/// What a command prints and how it ends, the text given to it in a file.
std::pair<int, std::string> said_of(const std::string& text, const std::string& command) {
  namespace fs = std::filesystem;
  std::string name = (fs::temp_directory_path() / "fairlead-usage-XXXXXX").string();
  const fs::path directory = mkdtemp(name.data());
  std::ofstream(directory / "text") << text;
  const int status = std::system(
      ("cd " + directory.string() + " && { " + command + "; } >out 2>&1 && test ! -e harm")
          .c_str());
  std::ifstream in(directory / "out");
  std::string out{std::istreambuf_iterator<char>(in), {}};
  fs::remove_all(directory);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 1, out};
}

using Said = std::pair<int, std::string>;

TEST(Usage, CompletionsOfHostileWordsAreWellFormed) {
  const UsageCommand program = hostile();
  EXPECT_EQ(said_of(bash_completions(program), "bash -n text && bash -c '. ./text'"), Said(0, ""));
  EXPECT_EQ(said_of(zsh_completions(program), "zsh -n text"), Said(0, ""));
  EXPECT_EQ(
      said_of(fish_completions(program),
              "fish -n text && HOME=$PWD fish --private -c 'source text; complete -C \"fairlead "
              "lint --kind \"'"),
      Said(0, fmt::format("one\t{0}\ntwo\t{0}\n", harm)));
}

TEST(Usage, BashOffersWhatTheModelHas) {
  EXPECT_EQ(said_of(bash_completions(hostile()),
                    "bash -c '. ./text; COMP_WORDS=(fairlead group lint --kind t) COMP_CWORD=4; "
                    "_fairlead 2>/dev/null; echo \"${COMPREPLY[@]}\"'"),
            Said(0, "two\n"));
}

TEST(Usage, NoWordOfTheManualPageIsARequest) {
  const std::string page = man_page(hostile(), "1.2.3", "2026-01-31");
  EXPECT_EQ(said_of(page, "mandoc -T lint -W warning text"), Said(0, ""));
  const auto [code, shown] = said_of(page, "mandoc -T utf8 text | col -b");
  EXPECT_EQ(code, 0);
  for (const char* words : {".so /etc/passwd", "'br", ".nf It's", "$(touch harm) ${HOME} \\e \\"})
    EXPECT_TRUE(contains(shown, words)) << words << "\n" << shown;
}

TEST(Usage, SummaryIsTheFirstSentence) {
  EXPECT_EQ(summary_of("Reads redis.conf and more. Then stops."), "Reads redis.conf and more");
  EXPECT_EQ(summary_of("One line\nand another."), "One line");
  EXPECT_EQ(summary_of("Ends."), "Ends");
  EXPECT_EQ(summary_of(""), "");
}

}  // namespace
}  // namespace fairlead::testing
