#include <algorithm>

#include "base/text.h"
#include "report/json_writer.h"
#include "report/mask.h"
#include "report/place.h"
#include "report/report.h"

namespace fairlead {
namespace {

class Json {
 public:
  Json(const Report& report, fmt::memory_buffer& out)
      : report_(report),
        sources_(*report.sources),
        mask_(sources_),
        places_(sources_, Columns::code_points),
        json_(out) {}

  void write() {
    const std::vector<std::string> prints = fingerprints(report_);
    json_.object([&] {
      json_.field("version", "1");
      json_.object("tool", [&] {
        json_.field("name", "fairlead");
        json_.field("version", report_.version);
      });
      json_.array("findings", [&] {
        for (std::size_t i = 0; i < report_.findings.size(); ++i)
          finding(report_.findings[i], prints[i]);
      });
      summary();
      json_.array("notChecked", [&] {
        for (const NotChecked& each : report_.summary.not_checked) not_checked(each);
      });
    });
  }

 private:
  void words(std::string_view name, std::string_view text) { json_.field(name, mask_.words(text)); }

  /// Names of files are no credentials, and have to be found.
  void path(std::string_view path) { json_.field("path", sanitized_utf8(path)); }

  void place(Span at) {
    const Region region = places_.region(at);
    path(sources_.name(at.source));
    json_.field("startLine", std::size_t{region.start_line});
    json_.field("startColumn", std::size_t{region.start_column});
    json_.field("endLine", std::size_t{region.end_line});
    json_.field("endColumn", std::size_t{region.end_column});
  }

  void finding(const Finding& finding, std::string_view fingerprint) {
    json_.object([&] {
      json_.field("rule", finding.rule->id);
      json_.field("severity", severity_name(finding.severity));
      json_.field("confidence", confidence_name(finding.confidence));
      words("message", finding.message);
      json_.object("location", [&] { place(finding.at); });
      if (!finding.caption.empty()) words("caption", finding.caption);
      json_.array("labels", [&] {
        for (const Label& label : finding.labels) {
          json_.object([&] {
            words("text", label.text);
            json_.object("location", [&] { place(label.at); });
          });
        }
      });
      if (!finding.help.empty()) words("help", finding.help);
      json_.array("fixes", [&] {
        for (const Fix& each : finding.fixes) {
          if (mask_.can_show(each)) fix(each);
        }
      });
      if (!finding.resource.empty()) words("resource", finding.resource);
      if (!finding.path.empty()) words("resourcePath", finding.path);
      json_.field("fingerprint", fingerprint);
    });
  }

  void fix(const Fix& fix) {
    json_.object([&] {
      words("description", fix.description);
      json_.array("edits", [&] {
        for (const Edit& edit : fix.edits) {
          json_.object([&] {
            json_.object("location", [&] { place(edit.at); });
            words("replacement", edit.replacement);
          });
        }
      });
    });
  }

  void summary() {
    const Summary& summary = report_.summary;
    json_.object("summary", [&] {
      json_.field("findings", report_.findings.size());
      for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
        const auto count = std::ranges::count(report_.findings, severity, &Finding::severity);
        json_.field(fmt::format("{}s", severity_name(severity)), static_cast<std::size_t>(count));
      }
      json_.field("files", summary.files);
      json_.field("documents", summary.documents);
      json_.field("resources", summary.resources);
      json_.field("units", summary.units);
      json_.field("lookups", summary.lookups);
      json_.field("ignored", summary.ignored);
      json_.field("baselined", summary.known);
      json_.field("notChecked", summary.not_checked.size());
    });
  }

  void not_checked(const NotChecked& each) {
    json_.object([&] {
      path(each.path);
      if (!each.at.empty()) {
        json_.field("line", std::size_t{sources_.position(each.at.source, each.at.begin).line});
      }
      words("what", each.what);
      words("reason", each.reason);
    });
  }

  const Report& report_;
  const SourceMap& sources_;
  const Mask mask_;
  const Places places_;
  JsonWriter json_;
};

}  // namespace

void write_json(const Report& report, fmt::memory_buffer& out) {
  Json(report, out).write();
  out.push_back('\n');
}

}  // namespace fairlead
