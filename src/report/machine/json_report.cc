#include "report/machine/json_report.h"

#include <algorithm>

#include "report/coverage.h"
#include "report/inert.h"

namespace fairlead {
namespace {

/// Names of files are no credentials, and have to be found.
void write_path(JsonWriter& json, std::string_view path) { json.field("path", well_formed(path)); }

}  // namespace

JsonReport::JsonReport(const Report& report)
    : report_(report),
      sources_(*report.sources),
      places_(sources_, Columns::code_points),
      prints_(fingerprints(report)) {}

void JsonReport::words(JsonWriter& json, std::string_view name, std::string_view text) const {
  json.field(name, well_formed(text));
}

void JsonReport::place(JsonWriter& json, Span at) const {
  json.object("location", [&] { location(json, at); });
}

void JsonReport::location(JsonWriter& json, Span at) const {
  const Region region = places_.region(at);
  write_path(json, sources_.name(at.source));
  json.field("startLine", std::size_t{region.start_line});
  json.field("startColumn", std::size_t{region.start_column});
  json.field("endLine", std::size_t{region.end_line});
  json.field("endColumn", std::size_t{region.end_column});
}

void JsonReport::finding(JsonWriter& json, std::size_t index) const {
  const Finding& finding = report_.findings[index];
  json.object([&] {
    json.field("rule", finding.rule->id);
    json.field("severity", severity_name(finding.severity));
    json.field("confidence", confidence_name(finding.confidence));
    words(json, "message", finding.message);
    place(json, finding.at);
    if (!finding.caption.empty()) words(json, "caption", finding.caption);
    json.array("labels", [&] {
      for (const Label& label : finding.labels) {
        json.object([&] {
          words(json, "text", label.text);
          place(json, label.at);
        });
      }
    });
    if (!finding.help.empty()) words(json, "help", finding.help);
    json.array("fixes", [&] {
      for (const Fix& each : finding.fixes) fix(json, each);
    });
    if (!finding.resource.empty()) words(json, "resource", finding.resource);
    if (!finding.path.empty()) words(json, "resourcePath", finding.path);
    if (const std::string_view from = template_of(sources_, finding.at); !from.empty())
      words(json, "template", from);
    if (!finding.environments.empty()) {
      json.array("environments", [&] {
        for (const std::string& each : finding.environments) json.string(well_formed(each));
      });
    }
    json.field("fingerprint", prints_[index]);
  });
}

void JsonReport::fix(JsonWriter& json, const Fix& fix) const {
  json.object([&] {
    words(json, "description", fix.description);
    json.array("edits", [&] {
      for (const Edit& edit : fix.edits) {
        json.object([&] {
          place(json, edit.at);
          words(json, "replacement", edit.replacement);
        });
      }
    });
  });
}

void JsonReport::summary(JsonWriter& json) const {
  const Summary& summary = report_.summary;
  json.object("summary", [&] {
    json.field("findings", report_.findings.size());
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
      const auto count = std::ranges::count(report_.findings, severity, &Finding::severity);
      json.field(fmt::format("{}s", severity_name(severity)), static_cast<std::size_t>(count));
    }
    json.field("files", summary.files);
    json.field("documents", summary.documents);
    json.field("resources", summary.resources);
    json.field("units", summary.units);
    json.field("lookups", summary.lookups);
    json.field("ignored", summary.ignored);
    json.field("baselined", summary.known);
    json.field("notChecked", unchecked(summary));
  });
}

void JsonReport::coverage(JsonWriter& json) const { write_coverage(json, report_); }

void JsonReport::connections(JsonWriter& json) const {
  json.array("connections", [&] {
    for (const ConnectionRow& row : report_.summary.connections)
      json.object([&] { connection(json, row); });
  });
}

void JsonReport::connection(JsonWriter& json, const ConnectionRow& row) const {
  place(json, row.at);
  const auto given = [&](std::string_view name, std::string_view text) {
    if (!text.empty()) words(json, name, text);
  };
  words(json, "host", row.host);
  if (row.port) json.field("port", std::size_t{*row.port});
  given("scheme", row.scheme);
  given("variable", row.variable);
  given("resource", row.resource);
  json.field("end", far_end_name(row.end));
  given("service", row.service);
  given("namespace", row.namespace_name);
  if (row.service_at.is_place()) {
    json.object("serviceLocation", [&] { location(json, row.service_at); });
  }
  given("reason", row.reason);
  json.array("units", [&] {
    for (const std::string& unit : row.units) json.string(unit.empty() ? "." : well_formed(unit));
  });
}

void JsonReport::not_checked(JsonWriter& json) const {
  json.array("notChecked", [&] {
    for (const NotChecked& each : report_.summary.not_checked) {
      json.object([&] {
        write_path(json, each.path);
        if (!each.at.empty())
          json.field("line", std::size_t{sources_.position(each.at.source, each.at.begin).line});
        words(json, "what", each.what);
        words(json, "reason", each.reason);
        json.field("kind", gap_name(each.kind));
      });
    }
  });
}

}  // namespace fairlead
