#include "report/inert.h"
#include "report/machine/json_writer.h"
#include "report/place.h"
#include "report/report.h"
#include "report/telling.h"

namespace fairlead {
namespace {

std::string_view rdjson_severity(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "ERROR";
    case Severity::warning:
      return "WARNING";
    case Severity::note:
      return "INFO";
  }
  __builtin_unreachable();
}

/// Reviewdog's diagnostics (proto/rdf/reviewdog.proto): columns count bytes, ends are exclusive,
/// paths start where reviewdog was started.
class Rdjson {
 public:
  Rdjson(const Report& report, fmt::memory_buffer& out)
      : report_(report),
        sources_(*report.sources),
        places_(sources_, Columns::bytes),
        telling_(report),
        json_(out) {}

  void write() {
    json_.object([&] {
      json_.object("source", [&] {
        json_.field("name", "fairlead");
        json_.field("url", home_page);
      });
      json_.array("diagnostics", [&] {
        for (const Finding& each : report_.findings) json_.object([&] { diagnostic(each); });
      });
    });
  }

 private:
  void diagnostic(const Finding& finding) {
    json_.field("message", telling_.line(finding));
    json_.object("location", [&] { location(finding.at); });
    json_.field("severity", rdjson_severity(finding.severity));
    json_.object("code", [&] { json_.field("value", finding.rule->id); });
    json_.array("suggestions", [&] {
      for (const Fix& fix : finding.fixes) {
        if (is_suggestion(fix, finding)) json_.object([&] { suggestion(fix.edits.front()); });
      }
    });
    json_.array("related_locations", [&] {
      for (const Label& label : finding.labels) json_.object([&] { related(label); });
    });
  }

  /// A suggestion is one replacement in the file of its diagnostic.
  bool is_suggestion(const Fix& fix, const Finding& finding) const {
    return fix.edits.size() == 1 && fix.edits.front().at.source == finding.at.source;
  }

  void suggestion(const Edit& edit) {
    json_.object("range", [&] { range(edit.at); });
    json_.field("text", well_formed(edit.replacement));
  }

  void related(const Label& label) {
    json_.field("message", label.text.empty() ? "here" : telling_.words(label.text));
    json_.object("location", [&] { location(label.at); });
  }

  void location(Span at) {
    json_.field("path", well_formed(shown_path(report_, sources_.name(at.source))));
    json_.object("range", [&] { range(at); });
  }

  void range(Span at) {
    const Region region = places_.region(at);
    position("start", region.start_line, region.start_column);
    position("end", region.end_line, region.end_column);
  }

  void position(std::string_view name, std::size_t line, std::size_t column) {
    json_.object(name, [&] {
      json_.field("line", line);
      json_.field("column", column);
    });
  }

  const Report& report_;
  const SourceMap& sources_;
  const Places places_;
  const Telling telling_;
  JsonWriter json_;
};

}  // namespace

void write_rdjson(const Report& report, fmt::memory_buffer& out) {
  Rdjson(report, out).write();
  out.push_back('\n');
}

}  // namespace fairlead
