#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/words.h"
#include "report/coverage.h"
#include "report/inert.h"
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

/// Words under a part of one line.
struct Mark {
  std::uint32_t line = 0;
  Span at;  ///< within the line
  bool primary = false;
  std::string_view caption;
};

class TextWriter {
 public:
  TextWriter(const Report& report, fmt::memory_buffer& out)
      : report_(report),
        sources_(*report.sources),
        places_(sources_, Columns::code_points),
        out_(out) {}

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

  std::string place(Span at) const {
    const Region region = places_.region(at);
    return fmt::format("{}:{}:{}", inert(shown_path(report_, sources_.name(at.source))),
                       region.start_line, region.start_column);
  }

  void write(const Finding& finding) {
    const Paint paint = paint_of(finding.severity);
    const auto marks = marks_of(finding);
    std::uint32_t last = 0;
    for (const auto& [source, of_source] : marks) last = std::max(last, of_source.back().line);
    gutter_ = fmt::formatted_size("{}", last);

    put("{}{}\n",
        painted(paint, fmt::format("{}[{}]", severity_name(finding.severity), finding.rule->id)),
        painted(Paint::bold, ": " + inert(finding.message)));
    for (const auto& [source, of_source] : marks) {
      const bool primary = source == finding.at.source;
      const auto first = std::ranges::find_if(
          finding.labels, [&](const Label& label) { return label.at.source == source; });
      put("{:{}}{} {}\n", "", gutter_, painted(Paint::frame, primary ? "-->" : ":::"),
          place(primary ? finding.at : first->at));
      write_block(of_source, paint);
    }
    if (!finding.environments.empty())
      put("{:{}} {} {}\n", "", gutter_, painted(Paint::note, "= in:"),
          inert(some_names(finding.environments)));
    if (const std::string_view from = template_of(sources_, finding.at); !from.empty())
      put("{:{}} {} {}\n", "", gutter_, painted(Paint::note, "= from:"), inert(from));
    write_help(finding);
    put("\n");
  }

  /// What is to be shown, file by file: the finding's own first, the others as the labels have
  /// them; within a file by line, the finding's own place before labels.
  std::vector<std::pair<SourceId, std::vector<Mark>>> marks_of(const Finding& finding) const {
    std::vector<std::pair<SourceId, std::vector<Mark>>> all;
    const auto add = [&](Span at, bool primary, std::string_view caption) {
      auto place = std::ranges::find(all, at.source, &decltype(all)::value_type::first);
      if (place == all.end()) place = all.insert(all.end(), {at.source, {}});
      add_marks(at, primary, caption, place->second);
    };
    add(finding.at, true, finding.caption);
    for (const Label& label : finding.labels) add(label.at, false, label.text);
    for (auto& [source, marks] : all) {
      std::ranges::stable_sort(
          marks, {}, [](const Mark& mark) { return std::tuple(mark.line, !mark.primary); });
    }
    return all;
  }

  /// A place of several lines is shown by its first and its last one.
  void add_marks(Span at, bool primary, std::string_view caption, std::vector<Mark>& marks) const {
    const Region region = places_.region(at);
    if (region.start_line == region.end_line) {
      marks.push_back({region.start_line, at, primary, caption});
      return;
    }
    const Span first = sources_.line(at.source, region.start_line);
    marks.push_back({region.start_line,
                     {at.source, at.begin, std::max(at.begin, first.end)},
                     primary,
                     std::string_view()});
    const Span last = sources_.line(at.source, region.end_line);
    const std::size_t blanks = sources_.text(last).find_first_not_of(" \t");
    const std::uint32_t end = std::min(at.end, last.end);
    const std::uint32_t begin =
        blanks == std::string_view::npos ? end : last.part(blanks, blanks).begin;
    marks.push_back({region.end_line, {at.source, std::min(begin, end), end}, primary, caption});
  }

  void write_block(const std::vector<Mark>& marks, Paint paint) {
    const std::string bar = painted(Paint::frame, "|");
    put("{:{}} {}\n", "", gutter_, bar);
    for (auto mark = marks.begin(); mark != marks.end();) {
      if (mark != marks.begin() && mark->line > (mark - 1)->line + 1)
        put("{}\n", painted(Paint::frame, "..."));
      const SnippetLine line(sources_, report_.shown, mark->at);
      put("{} {} {}\n", painted(Paint::frame, fmt::format("{:>{}}", mark->line, gutter_)), bar,
          line.text());
      for (const std::uint32_t number = mark->line; mark != marks.end() && mark->line == number;
           ++mark) {
        const SnippetLine::Under under = line.under(mark->at.begin, mark->at.end);
        std::string carets(under.width, mark->primary ? '^' : '-');
        if (!mark->caption.empty()) carets += " " + inert(mark->caption);
        put("{:{}} {} {:{}}{}\n", "", gutter_, bar, "", under.indent,
            painted(mark->primary ? paint : Paint::frame, carets));
      }
    }
  }

  /// What to do; a finding without words for it is helped by what its fixes would do.
  void write_help(const Finding& finding) {
    if (!finding.help.empty()) return write_help(finding.help);
    for (const Fix& fix : finding.fixes) write_help(fix.description);
  }

  void write_help(std::string_view help) {
    std::string_view lead = "= help:";
    for (const std::string_view line : split(trimmed(help), '\n')) {
      put("{:{}} {} {}\n", "", gutter_, painted(Paint::note, lead), inert(line));
      lead = "       ";
    }
  }

  void write_not_checked() {
    const auto& all = report_.summary.not_checked;
    if (all.empty()) return;
    put("not checked:\n");
    for (const NotChecked& each : all) put("  {}\n", not_checked_line(report_, each));
    put("\n");
  }

  void write_summary() {
    const Summary& summary = report_.summary;
    std::size_t counts[3] = {};
    for (const Finding& finding : report_.findings)
      ++counts[static_cast<std::size_t>(finding.severity)];
    put("{}, {}, {}; read {} in {}, {}\n", counted(counts[2], "error"),
        counted(counts[1], "warning"), counted(counts[0], "note"),
        counted(summary.resources, "resource"), counted(summary.files, "file"),
        counted(summary.units, "unit"));
    put("{}\n", checked_words(report_));
    if (summary.ignored > 0)
      put("{} ignored, as comments and annotations ask\n", counted(summary.ignored, "finding"));
    if (summary.known > 0) put("{} known to the baseline\n", counted(summary.known, "finding"));
    write_groups();
  }

  void write_groups() {
    const std::vector<std::string> lines = not_checked_lines(report_);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool hint = i == 0 && !report_.show_unknown;
      put("{}{}{}\n", i == 0 ? "" : "  ", lines[i], hint ? "; --show-unknown lists each" : "");
    }
  }

  const Report& report_;
  const SourceMap& sources_;
  const Places places_;
  fmt::memory_buffer& out_;
  std::size_t gutter_ = 1;  // the columns that line numbers take, in all places of a finding
};

}  // namespace

void write_text(const Report& report, fmt::memory_buffer& out) { TextWriter(report, out).write(); }

}  // namespace fairlead
