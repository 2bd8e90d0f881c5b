// The summary of a job, read by GitHub's own Markdown (cmark-gfm): it shows the words as they are
// and does nothing else.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "base/text.h"
#include "report/inert.h"
#include "support/process.h"
#include "support/small_report.h"

namespace fairlead::testing {
namespace {

constexpr std::string_view pieces[] = {
    "|",           "||",    "`",       "``",        "\\",         "\\|",
    "<img src=x>", "<b>",   "</td>",   "&amp;",     "&",          "*a*",
    "**",          "_b_",   "~~c~~",   "[d](e)",    "![f](g)",    "[h]: i",
    "# j",         "- ",    "1. ",     "@octocat",  "#123",       "http://a.b",
    "www.a.b",     "m@a.b", "<!-- ",   "-->",       "$x^2$",      ":smile:",
    "<https://a>", "---",   "plain ",  "\xC3\xBC ", "\"quoted\"", "https://a.b/c?d=e&f",
    "xmpp:a@b.c",  "GH-1",  "{{ x }}", "<script>",  "'"};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

std::string rendered(const std::string& markdown) {
  const std::string directory = new_directory(), in = directory + "/in", out = directory + "/out";
  std::ofstream(in) << markdown;
  const pid_t process = spawn({"cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink", "-e",
                               "strikethrough", "-e", "tasklist", in},
                              out);
  EXPECT_GT(process, 0) << "cmark-gfm does not start (scripts/setup installs it)";
  int status = 1;
  if (process > 0) waitpid(process, &status, 0);
  EXPECT_EQ(status, 0);
  std::string html = text_of_file(out);
  std::filesystem::remove_all(directory);
  return html;
}

/// The words of a cell that holds nothing but words and code.
std::string words_of(std::string html) {
  for (const std::string_view tag : {"<!-- -->", "<code>", "</code>"})
    html = replaced(html, tag, "");
  EXPECT_EQ(html.find('<'), html.npos) << html;
  for (const auto& [from, to] :
       {std::pair("&lt;", "<"), {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}})
    html = replaced(html, from, to);
  return html;
}

/// A message without the back-quotes around its names.
std::string unquoted(std::string_view text) {
  std::string words;
  for (;;) {
    const auto open = text.find('`');
    const auto close = open == text.npos ? open : text.find('`', open + 1);
    if (close == text.npos) return words.append(text);
    words.append(text.substr(0, open)).append(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

TEST(Markdown, ShowsHostileWordsAsTheyAre) {
  std::mt19937 random(7);
  SmallReport small;
  const SourceId file = small.file("a|b `c`/<d>.yaml", "x");
  for (int i = 0; i < 400; ++i) {
    std::string message;
    for (unsigned n = random() % 8 + 1; n > 0; --n) message += pieces[random() % std::size(pieces)];
    small.finding({file, 0, 1}, message);
  }
  const std::string html = rendered(small.written("markdown"));
  std::vector<std::string> cells;
  for (auto at = html.find("<td>"); at != html.npos; at = html.find("<td>", at + 1))
    cells.push_back(words_of(html.substr(at + 4, html.find("</td>", at) - at - 4)));
  std::vector<std::string> words;
  for (const Finding& finding : small.report.findings)
    words.push_back(unquoted(inert(finding.message)));
  ASSERT_EQ(cells.size(), small.report.findings.size() * 4);
  for (std::size_t i = 0; i < small.report.findings.size(); ++i) {
    EXPECT_EQ(cells[4 * i + 1], "a|b `c`/<d>.yaml:1:1");
    EXPECT_EQ(trimmed(cells[4 * i + 2]), trimmed(words[i]));
  }
}

TEST(Markdown, TellsTheWorstFirstAndEndsBelowGitHubsLimit) {
  SmallReport small;
  const SourceId file = small.file("a.yaml", "x");
  small.finding({file, 0, 1}, "the warning", 1);
  for (int i = 0; i < 3000; ++i) small.finding({file, 0, 1}, std::string(500, '|'), 0);
  const std::string text = small.written("markdown");
  EXPECT_LT(text.size(), 1024u * 1024u);
  EXPECT_GT(text.size(), 990'000u);
  EXPECT_TRUE(text.starts_with("### fairlead: 3000 errors, 1 warning\n"));
  EXPECT_TRUE(contains(text, " findings, which would be too much for a summary"));
  EXPECT_FALSE(contains(text, "the warning"));
}

TEST(Markdown, SaysThatNothingWasFound) {
  EXPECT_EQ(SmallReport().written("markdown"),
            "### fairlead: nothing found\n\n\n0 files read, 0 resources in 0 units\n\n"
            "1 other question answered\n");
}

}  // namespace
}  // namespace fairlead::testing
