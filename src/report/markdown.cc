#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/coverage.h"
#include "report/inert.h"
#include "report/place.h"
#include "report/report.h"

namespace fairlead {
namespace {

/// GitHub refuses a job's summary from 1 MiB on; the words behind the last row need some more.
constexpr std::size_t limit = 1000 * 1000;

/// What begins markup or a link; all of it may be escaped (CommonMark 6.1). A dot and a colon make
/// addresses.
constexpr std::string_view meaning = "\\`*_{}[]#|~!.:@$^";

/// A text that GitHub's Markdown shows as it is: no markup, no HTML, no link, no end of a cell, and
/// nobody is mentioned. A mention is recognised in text that is rendered already, so that a comment
/// must stand in it.
void add_escaped(std::string_view text, fmt::memory_buffer& out) {
  for (const char c : text) {
    if (c == '&' || c == '<' || c == '>' || c == '"') {
      fmt::format_to(std::back_inserter(out), "&#{};", static_cast<int>(c));
      continue;
    }
    if (meaning.find(c) != meaning.npos) out.push_back('\\');
    out.push_back(c);
    if (c == '@') out.append(std::string_view("<!-- -->"));
  }
}

void add_code(std::string_view text, fmt::memory_buffer& out) {
  out.append(std::string_view("<code>"));
  add_escaped(text, out);
  out.append(std::string_view("</code>"));
}

/// A message, what stands in back-quotes as code.
void add_message(std::string_view text, fmt::memory_buffer& out) {
  for (;;) {
    const auto open = text.find('`');
    const auto close = open == text.npos ? open : text.find('`', open + 1);
    if (close == text.npos) return add_escaped(text, out);
    add_escaped(text.substr(0, open), out);
    add_code(text.substr(open + 1, close - open - 1), out);
    text.remove_prefix(close + 1);
  }
}

std::string heading(const Report& report) {
  std::string words;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    const auto count =
        static_cast<std::size_t>(std::ranges::count(report.findings, severity, &Finding::severity));
    if (count > 0) words += (words.empty() ? "" : ", ") + counted(count, severity_name(severity));
  }
  if (!words.empty()) return words;
  return checked_nothing(report) ? "nothing was checked" : "nothing found";
}

/// A list's item, or nothing where it would be too much; whether it was taken.
bool add_item(std::string_view words, fmt::memory_buffer& out) {
  const std::size_t before = out.size();
  out.append(std::string_view("- "));
  add_message(words, out);
  out.push_back('\n');
  if (out.size() <= limit) return true;
  out.resize(before);
  return false;
}

void add_coverage(const Report& report, fmt::memory_buffer& out) {
  out.push_back('\n');
  add_escaped(checked_words(report), out);
  out.push_back('\n');
  const std::vector<std::string> lines = not_checked_lines(report);
  if (lines.empty()) return;
  out.push_back('\n');
  add_escaped(lines.front(), out);
  out.append(std::string_view("\n\n"));
  for (const std::string& line : std::span(lines).subspan(1)) add_item(line, out);
  if (!report.show_unknown) return;
  out.append(std::string_view("\nEach of them:\n\n"));
  for (const NotChecked& each : report.summary.not_checked) {
    if (!add_item(not_checked_line(report, each), out)) break;
  }
}

}  // namespace

void write_markdown(const Report& report, fmt::memory_buffer& out) {
  const Places places(*report.sources, Columns::code_points);
  fmt::format_to(std::back_inserter(out), "### fairlead: {}\n\n", heading(report));
  std::vector<const Finding*> worst_first;
  for (const Finding& finding : report.findings) worst_first.push_back(&finding);
  std::ranges::stable_sort(worst_first, std::greater{}, &Finding::severity);
  if (!worst_first.empty()) {
    out.append(std::string_view("| | place | finding | rule |\n|---|---|---|---|\n"));
  }
  std::size_t shown = 0;
  for (const Finding* finding : worst_first) {
    const std::size_t before = out.size();
    const Region at = places.region(finding->at);
    fmt::format_to(std::back_inserter(out), "| {} | ", severity_name(finding->severity));
    add_code(
        fmt::format("{}:{}:{}", inert(shown_path(report, report.sources->name(finding->at.source))),
                    at.start_line, at.start_column),
        out);
    out.append(std::string_view(" | "));
    add_message(inert(finding->message), out);
    fmt::format_to(std::back_inserter(out), " | {} |\n", finding->rule->id);
    if (out.size() > limit) {
      out.resize(before);
      break;
    }
    ++shown;
  }
  if (shown < worst_first.size())
    fmt::format_to(std::back_inserter(out), "\n… and {}, which would be too much for a summary.\n",
                   counted(worst_first.size() - shown, "finding"));
  const Summary& summary = report.summary;
  fmt::format_to(std::back_inserter(out), "\n{} read, {} in {}\n", counted(summary.files, "file"),
                 counted(summary.resources, "resource"), counted(summary.units, "unit"));
  add_coverage(report, out);
}

}  // namespace fairlead
