#include <fmt/format.h>

#include <algorithm>

#include "report/mask.h"
#include "report/place.h"
#include "report/report.h"
#include "report/snippet.h"

namespace fairlead {
namespace {

/// What is coloured how, as compilers do it.
enum class Paint { plain, bold, error, warning, note, frame };

std::string_view code(Paint paint) {
  switch (paint) {
    case Paint::plain:
      return "";
    case Paint::bold:
      return "\x1b[1m";
    case Paint::error:
      return "\x1b[1;31m";
    case Paint::warning:
      return "\x1b[1;33m";
    case Paint::note:
      return "\x1b[1;36m";
    case Paint::frame:
      return "\x1b[1;34m";
  }
  __builtin_unreachable();
}

Paint paint_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return Paint::error;
    case Severity::warning:
      return Paint::warning;
    case Severity::note:
      return Paint::note;
  }
  __builtin_unreachable();
}

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

class TextWriter {
 public:
  TextWriter(const Report& report, fmt::memory_buffer& out)
      : report_(report), sources_(*report.sources), mask_(sources_), out_(out) {}

  void write() {
    for (const Finding& finding : report_.findings) write(finding);
    if (report_.show_unknown) write_not_checked();
    write_summary();
  }

 private:
  template <typename... Args>
  void put(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  std::string painted(Paint paint, std::string_view text) const {
    if (!report_.color || paint == Paint::plain) return std::string(text);
    return fmt::format("{}{}\x1b[0m", code(paint), text);
  }

  std::string words(std::string_view text) const { return inert(mask_.words(text)); }

  std::string place(Span at) const {
    const Position position = sources_.position(at.source, at.begin);
    return fmt::format("{}:{}:{}", words(shown_path(report_, sources_.name(at.source))),
                       position.line, position.column);
  }

  /// The columns that line numbers take, for all places of a finding.
  std::size_t gutter(const Finding& finding) const {
    std::uint32_t last = sources_.position(finding.at.source, finding.at.begin).line;
    for (const Label& label : finding.labels) {
      last = std::max(last, sources_.position(label.at.source, label.at.begin).line);
    }
    return fmt::formatted_size("{}", last);
  }

  void write(const Finding& finding) {
    const Paint paint = paint_of(finding.severity);
    const std::size_t width = gutter(finding);
    put("{}{}\n",
        painted(paint, fmt::format("{}[{}]", severity_name(finding.severity), finding.rule->id)),
        painted(Paint::bold, ": " + words(finding.message)));
    put("{:{}}{} {}\n", "", width, painted(Paint::frame, "-->"), place(finding.at));
    write_line(finding.at, width, '^', paint, finding.caption);
    Span shown = finding.at;
    for (const Label& label : finding.labels) {
      if (label.at.source != shown.source) {
        put("{:{}}{} {}\n", "", width, painted(Paint::frame, ":::"), place(label.at));
      } else {
        put("{:{}}{}\n", "", width, painted(Paint::frame, "..."));
      }
      shown = label.at;
      write_line(label.at, width, '-', Paint::frame, label.text);
    }
    if (!finding.help.empty()) write_note(width, finding.help);
    put("\n");
  }

  void write_line(Span at, std::size_t width, char mark, Paint paint, std::string_view caption) {
    const SnippetLine line = snippet_line(sources_, mask_, at);
    const std::string bar = painted(Paint::frame, "|");
    put("{:{}} {}\n", "", width, bar);
    put("{} {} {}\n", painted(Paint::frame, fmt::format("{:>{}}", line.number, width)), bar,
        line.text);
    std::string under(line.carets, mark);
    if (line.continues) under += "…";
    if (!caption.empty()) under += " " + words(caption);
    put("{:{}} {} {:{}}{}\n", "", width, bar, "", line.indent, painted(paint, under));
  }

  void write_note(std::size_t width, std::string_view help) {
    put("{:{}} {} {}: {}\n", "", width, painted(Paint::frame, "="), painted(Paint::bold, "help"),
        words(help));
  }

  void write_not_checked() {
    const auto& all = report_.summary.not_checked;
    if (all.empty()) return;
    put("not checked:\n");
    for (const NotChecked& each : all) {
      std::string path = words(shown_path(report_, each.path));
      if (!each.at.empty())
        path += fmt::format(":{}", sources_.position(each.at.source, each.at.begin).line);
      put("  {}: {}{}{}\n", path, words(each.what), each.what.empty() ? "" : ": ",
          words(each.reason));
    }
    put("\n");
  }

  void write_summary() {
    const Summary& summary = report_.summary;
    std::size_t counts[3] = {};
    for (const Finding& finding : report_.findings)
      ++counts[static_cast<std::size_t>(finding.severity)];
    put("{}, {}, {}; checked {} in {}, {} in {}\n", plural(counts[2], "error"),
        plural(counts[1], "warning"), plural(counts[0], "note"),
        plural(summary.resources, "resource"), plural(summary.files, "file"),
        plural(summary.lookups, "reference"), plural(summary.units, "unit"));
    if (summary.not_checked.empty() || report_.show_unknown) return;
    put("{} not checked; --show-unknown lists what and why\n",
        plural(summary.not_checked.size(), "thing"));
  }

  const Report& report_;
  const SourceMap& sources_;
  const Mask mask_;
  fmt::memory_buffer& out_;
};

}  // namespace

void write_text(const Report& report, fmt::memory_buffer& out) { TextWriter(report, out).write(); }

}  // namespace fairlead
