// Every format, on reports made of hostile pieces at random: what must hold whatever the input is.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <random>

#include "base/text.h"
#include "report/inert.h"
#include "support/small_report.h"

namespace fairlead::testing {
namespace {

/// The credentials that files hold; no other piece has their first letters.
constexpr std::string_view secrets[] = {"qZv-short", "qZv+a much longer credential, of fifty bytes",
                                        "qZvlower"};
constexpr std::string_view pieces[] = {
    "##[",
    "##",
    "vso[task.complete]",
    "teamcity[",
    "[",
    "::error::",
    "::",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\x1b[31m",
    "\x7f",
    "\xFF",
    "\xE2\x80",
    "\xF0\x9F\x98\x80",
    "\xC3\xBC",
    "\xE6\x97\xA5",
    "\xE2\x80\xAE",
    "\xE2\x81\xA6",
    "\xE2\x80\xA8",
    "\xEF\xBB\xBF",
    "key: ",
    "value",
    "\"",
    "\\",
    "](1)",
    "`",
    "redis://a:",
    std::string_view("\0", 1),
    "                                                                                         "};

class Hostile {
 public:
  explicit Hostile(unsigned seed) : random_(seed) {}

  SmallReport report() {
    SmallReport small;
    std::vector<SourceId> files;
    for (std::size_t i = 0; i < 2; ++i) files.push_back(small.file("d/" + line(3), text(40, true)));
    mark(small, files);
    for (std::size_t i = 0; i < 4; ++i) {
      Finding& finding = small.finding(place(small, files), text(6), below(2));
      finding.caption = text(3);
      finding.help = text(5);
      finding.resource = text(2);
      finding.path = text(2);
      for (std::size_t n = below(4); n > 0; --n)
        finding.labels.push_back({place(small, files), text(3), below(2) == 0});
      if (below(2) == 0) finding.fixes = {{text(3), {{place(small, files), text(3)}}}};
    }
    small.report.summary.not_checked = {{line(2), place(small, files), text(3), text(3)}};
    small.report.show_unknown = true;
    small.report.root_prefix = below(2) == 0 ? "d/" : "other/";
    return small;
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }

  std::string text(std::size_t most, bool with_secrets = false) {
    std::string made;
    for (std::size_t n = below(most + 1); n > 0; --n) {
      made += with_secrets && below(6) == 0 ? secrets[below(std::size(secrets))]
                                            : pieces[below(std::size(pieces))];
    }
    return made;
  }

  /// For a path, which holds no credential (names of files are not masked).
  std::string line(std::size_t most) {
    std::string made;
    for (std::size_t n = below(most + 1); n > 0; --n) made += pieces[below(22)];
    return made;
  }

  void mark(SmallReport& small, const std::vector<SourceId>& files) {
    for (const SourceId file : files) {
      const std::string_view all = small.sources.text(file);
      for (auto at = all.find("qZv"); at != all.npos; at = all.find("qZv", at + 1)) {
        const std::size_t end = std::min({at + 9, all.find("qZv", at + 1), all.size()});
        small.hide(Span{file, 0, 0}.part(at, end));
      }
    }
  }

  Span place(const SmallReport& small, const std::vector<SourceId>& files) {
    const SourceId file = files[below(files.size())];
    const std::size_t size = small.sources.text(file).size();
    const auto begin = static_cast<std::uint32_t>(below(size + 1));
    return {file, begin, begin + static_cast<std::uint32_t>(below(size - begin + 1))};
  }

  std::mt19937 random_;
};

/// An annotation of our own: a command with the properties that we give, and nothing behind it
/// that the runner takes for their end.
bool is_annotation(std::string_view line) {
  for (const std::string_view begin : {"::error ", "::warning ", "::notice "}) {
    if (!line.starts_with(begin)) continue;
    line.remove_prefix(begin.size());
    const std::string_view properties = line.substr(0, line.find("::"));
    const auto title = properties.rfind("title=");
    return (title == 0 || properties.starts_with("file=")) && properties.size() < line.size() &&
           properties.substr(title).find_first_of(",%") == std::string_view::npos;
  }
  return false;
}

void expect_harmless(std::string_view format, const std::string& text) {
  EXPECT_EQ(valid_utf8_prefix(text), text.size());
  for (auto at = text.find("##"); at != text.npos; at = text.find("##", at + 1)) {
    const auto end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz", at + 2);
    EXPECT_FALSE(end != text.npos && text[end] == '[') << text.substr(at, 40);
  }
  EXPECT_FALSE(contains(text, "qZv"));
  for (const std::string_view line : split(text, '\n')) {
    // The lead of another place, `::: `, would be a command called `:`, which there is not.
    const std::string_view begin = trimmed(line);
    const bool harmless = format == "github"
                              ? line.empty() || is_annotation(line)
                              : !begin.starts_with("::") || begin.starts_with("::: ");
    EXPECT_TRUE(harmless) << line;
    for (std::string_view rest = line; !rest.empty();) {
      const CodePoint point = next_code_point(rest);
      EXPECT_TRUE(point.value == '\t' || !is_control(point.value)) << line;
      rest.remove_prefix(point.length);
    }
  }
}

/// How many findings a text of the format has.
std::size_t findings_in(std::string_view format, const std::string& text) {
  if (format == "json" || format == "sarif" || format == "gitlab" || format == "rdjson") {
    rapidjson::Document read;
    read.Parse<rapidjson::kParseValidateEncodingFlag>(text.data(), text.size());
    EXPECT_FALSE(read.HasParseError());
    const rapidjson::Value& list = format == "json"     ? read["findings"]
                                   : format == "rdjson" ? read["diagnostics"]
                                   : format == "sarif"  ? read["runs"][0]["results"]
                                                        : read;
    return list.Size();
  }
  const std::string_view lead = format == "junit"        ? "<testcase "
                                : format == "checkstyle" ? "<error "
                                : format == "markdown"   ? "\n| "
                                                         : "\n";
  const auto times = [&](std::string_view words) {
    std::size_t count = 0;
    for (auto at = text.find(words); at != text.npos; at = text.find(words, at + 1)) ++count;
    return count;
  };
  std::size_t others = 0;
  if (format == "jsonl" || format == "markdown") others = 1;  // the summary, a heading
  if (format == "github") others = times("::notice title=fairlead::");
  if (format == "junit") others = times("<skipped ");
  return times(lead) - others;
}

TEST(HostileReport, IsHarmlessInEveryFormat) {
  for (unsigned seed = 0; seed < 2000 && !HasFailure(); ++seed) {
    const SmallReport small = Hostile(seed).report();
    for (const Format& format : formats()) {
      SCOPED_TRACE(fmt::format("{} {}", format.name, seed));
      const std::string text = small.written(format.name);
      expect_harmless(format.name, text);
      if (format.name == "text") continue;
      EXPECT_EQ(findings_in(format.name, text), small.report.findings.size());
    }
  }
}

}  // namespace
}  // namespace fairlead::testing
