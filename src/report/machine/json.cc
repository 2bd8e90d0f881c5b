#include "report/machine/json_report.h"

namespace fairlead {

void write_json(const Report& report, fmt::memory_buffer& out) {
  const JsonReport parts(report);
  JsonWriter json(out);
  json.object([&] {
    json.field("version", "1");
    json.object("tool", [&] {
      json.field("name", "fairlead");
      json.field("version", report.version);
    });
    json.array("findings", [&] {
      for (std::size_t i = 0; i < report.findings.size(); ++i) parts.finding(json, i);
    });
    parts.summary(json);
    parts.coverage(json);
    parts.connections(json);
    parts.not_checked(json);
  });
  out.push_back('\n');
}

}  // namespace fairlead
