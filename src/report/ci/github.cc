#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "report/coverage.h"
#include "report/inert.h"
#include "report/place.h"
#include "report/report.h"
#include "report/telling.h"

namespace fairlead {
namespace {

/// The runner keeps ten annotations of each kind and step (actions/runner, ExecutionContext.cs);
/// the step's log has all of them.
constexpr std::size_t most_shown = 10;

std::string_view command_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "notice";
  }
  __builtin_unreachable();
}

/// A text behind the second `::`, as the runner reads it (actions/runner, ActionCommand.cs).
std::string escaped_data(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%')
      escaped += "%25";
    else if (c == '\r')
      escaped += "%0D";
    else if (c == '\n')
      escaped += "%0A";
    else
      escaped += c;
  }
  return escaped;
}

/// A value before the second `::`.
std::string escaped_property(std::string_view text) {
  std::string escaped;
  for (const char c : escaped_data(text)) {
    if (c == ':')
      escaped += "%3A";
    else if (c == ',')
      escaped += "%2C";
    else
      escaped += c;
  }
  return escaped;
}

/// Whether a path can be given as it is: the runner decodes line breaks and no other control, and
/// has no way to write what begins a command of its older kind.
bool can_be_property(std::string_view path) {
  while (!path.empty()) {
    if (log_command_begin(path) > 0) return false;
    const CodePoint point = next_code_point(path);
    const bool line_break = point.value == '\n' || point.value == '\r';
    const bool ill_formed = point.value == 0xFFFD;
    if (ill_formed || (is_control(point.value) && !line_break)) return false;
    path.remove_prefix(point.length);
  }
  return true;
}

class Github {
 public:
  Github(const Report& report, fmt::memory_buffer& out)
      : report_(report),
        places_(*report.sources, Columns::code_points),
        telling_(report),
        out_(out) {}

  void write() {
    std::size_t counts[3] = {};
    std::vector<std::size_t> order(report_.findings.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater<>(),
                             [&](std::size_t i) { return report_.findings[i].severity; });
    for (const std::size_t i : order)
      ++counts[static_cast<std::size_t>(report_.findings[i].severity)];
    const auto first_note = std::ranges::find_if(
        order, [&](std::size_t i) { return report_.findings[i].severity == Severity::note; });
    for (auto each = order.begin(); each != first_note; ++each) annotation(report_.findings[*each]);
    // As the first notices these are always shown.
    coverage();
    if (std::ranges::any_of(counts, [](std::size_t count) { return count > most_shown; }))
      summary(counts);
    for (auto each = first_note; each != order.end(); ++each) annotation(report_.findings[*each]);
    if (!report_.show_unknown) return;
    for (const NotChecked& each : report_.summary.not_checked)
      notice("not checked: " + not_checked_line(report_, each));
  }

 private:
  void notice(std::string_view text) {
    fmt::format_to(std::back_inserter(out_), "::notice title=fairlead::{}\n", escaped_data(text));
  }

  /// Says nothing where all was checked.
  void coverage() {
    const std::vector<std::string> lines = not_checked_lines(report_);
    if (lines.empty() && !checked_nothing(report_)) return;
    std::string text = checked_words(report_);
    for (const std::string& line : lines) text += "\n" + line;
    notice(text);
  }

  void annotation(const Finding& finding) {
    const Region at = places_.region(finding.at);
    const std::string& path = report_.sources->name(finding.at.source);
    const auto out = std::back_inserter(out_);
    fmt::format_to(out, "::{} ", command_of(finding.severity));
    std::string text = telling_.lines(finding);
    if (can_be_property(path)) {
      // The runner drops `=` at the begin of a value.
      fmt::format_to(out, "file={}{},line={},endLine={},", path.starts_with('=') ? "./" : "",
                     escaped_property(path), at.start_line, at.end_line);
      if (at.start_line == at.end_line)
        fmt::format_to(out, "col={},endColumn={},", at.start_column, at.end_column);
    } else {
      text = fmt::format("{}:{}:{}: {}", inert(path), at.start_line, at.start_column, text);
    }
    fmt::format_to(out, "title={}::{}\n", escaped_property(finding.rule->id), escaped_data(text));
  }

  void summary(const std::size_t (&counts)[3]) {
    fmt::format_to(std::back_inserter(out_),
                   "::notice title=fairlead::errors: {}, warnings: {}, notes: {}; GitHub shows {} "
                   "annotations of a kind, the log of this step has all of them\n",
                   counts[2], counts[1], counts[0], most_shown);
  }

  const Report& report_;
  const Places places_;
  const Telling telling_;
  fmt::memory_buffer& out_;
};

}  // namespace

void write_github(const Report& report, fmt::memory_buffer& out) { Github(report, out).write(); }

}  // namespace fairlead
