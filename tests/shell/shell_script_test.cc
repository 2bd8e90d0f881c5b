#include "shell/shell_script.h"

#include <gmock/gmock.h>
#include <sys/wait.h>

#include <filesystem>

#include "base/text.h"
#include "support/process.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Words = std::vector<std::string>;

std::vector<Words> words_of(std::string_view script) {
  const auto commands = shell_commands(script);
  if (!commands) return {{"(broken)"}};
  std::vector<Words> all;
  for (const ShellCommand& command : *commands) {
    all.emplace_back();
    for (const ShellWord& word : command.words) all.back().push_back(word.text);
  }
  return all;
}

/// What a real shell calls its command `show` with, each time.
std::vector<Words> words_of_shell(const std::string& script) {
  const std::string directory = new_directory(), output = directory + "/output";
  const std::string show = "show() { printf '%s\\037' show \"$@\"; printf '\\036'; }\n";
  const pid_t shell = spawn({"/bin/sh", "-c", show + script}, output);
  int status = -1;
  EXPECT_EQ(::waitpid(shell, &status, 0), shell);
  EXPECT_EQ(status, 0) << script;
  const std::string text = text_of_file(output);
  std::filesystem::remove_all(directory);
  std::vector<Words> all;
  for (const std::string_view line : split(text, '\036')) {
    if (line.empty()) continue;
    all.emplace_back();
    for (const std::string_view word : split(line, '\037')) all.back().emplace_back(word);
    all.back().pop_back();
  }
  return all;
}

// Nothing is expanded in these, so that all words are known: they are what the shell makes of them.
TEST(ShellScript, AgreesWithARealShell) {
  const std::string scripts[] = {
      "show a b",
      "show 'a b' \"c d\" e\\ f",
      "show a'b'\"c\"d",
      "show '' \"\" x",
      "show \"a\\\"b\" \"a\\\\b\" \"a\\qb\" 'a\\b'",
      "show a \\\n  b\\\nc",
      "show a;show b; show c &&show d;false||show e",
      "show a # b\nshow c#d '#e' \\#f",
      "show a >&1\nshow b 2>&1 c\nshow d 2>/dev/null e </dev/null",
      "show a 2 3>/dev/null 4",
      "show a\\",
      "show '2'>&1 x",
      "cat <<EOF >/dev/null\nshow no $X ' \"\nEOF\nshow yes",
      "cat <<-'END' >/dev/null\n\tshow no\n\tEND\nshow yes",
      "cat <<A <<B >/dev/null\na\nA\nb\nB\nshow yes",
      "if true; then show a; fi; show b",
      "{ show a; show b; }",
      "(show a; show b)",
      "while show a; do break; done\nshow b",
      "! show a; show b",
      "show a= b=c --d=e --f='g h'",
      "show a~b \"~\" '*' \"[x]\" '{a,b}' a\\*b",
      "show \"a\nb\" 'c\nd'",
      "show '$HOME' \\$HOME \"\\$HOME\" a$ \"b$\" \"$ c\"",
      "show a\tb\r",
      "show a & wait; show b",
  };
  for (const std::string& script : scripts) {
    SCOPED_TRACE(script);
    std::vector<Words> shown;
    for (const Words& each : words_of(script)) {
      if (each.front() == "show") shown.push_back(each);
    }
    EXPECT_EQ(shown, words_of_shell(script));
  }
}

const ShellWord& word(const std::vector<ShellCommand>& commands, std::size_t index) {
  return commands.front().words.at(index);
}

TEST(ShellScript, ExpansionsAreNotKnown) {
  const std::string script =
      "x \"$A\" $B \"${C:-d e}\" \"$(cat '/a b' \"c\")\" `date` \"$@\" a*b ~ {a,b} --x=\"$D\" "
      "plain 'it'";
  const auto commands = shell_commands(script);
  ASSERT_TRUE(commands);
  ASSERT_EQ(commands->size(), 1u);
  std::vector<std::pair<bool, bool>> flags;
  for (const ShellWord& each : commands->front().words) {
    flags.emplace_back(each.expanded, each.splits);
  }
  const std::pair known(false, false), one(true, false), many(true, true);
  EXPECT_THAT(flags, ElementsAre(known, one, many, one, one, many, many, many, many, many, one,
                                 known, known));
  EXPECT_EQ(word(*commands, 1).text, "$A");
  EXPECT_EQ(word(*commands, 4).text, "$(cat '/a b' \"c\")");
  EXPECT_EQ(word(*commands, 10).text, "--x=$D");
  EXPECT_EQ(script.substr(word(*commands, 10).begin, 8), "--x=\"$D\"");
}

TEST(ShellScript, SaysWhatIsConditional) {
  const auto commands = shell_commands(
      "a\nif b; then c; else d; fi\ncase $x in e) f;; esac\n{ g; }\nfor i in 1 2; do h; done; i");
  ASSERT_TRUE(commands);
  std::string certain;
  for (const ShellCommand& command : *commands) {
    if (command.certain) certain += command.words.front().text;
  }
  EXPECT_EQ(certain, "ai");
}

TEST(ShellScript, BrokenOnesAreNotRead) {
  for (const std::string_view script : {"a 'b", "a \"b", "a $(b", "a ${b", "a `b", "a \"$(b\""}) {
    EXPECT_FALSE(shell_commands(script)) << script;
  }
  EXPECT_THAT(words_of(""), IsEmpty());
  EXPECT_THAT(words_of("<<"), IsEmpty());
  EXPECT_THAT(words_of("a <<E\nb"), ElementsAre(ElementsAre("a")));
}

}  // namespace
}  // namespace fairlead::testing
