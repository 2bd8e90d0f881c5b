#include "report/machine/json_report.h"

namespace fairlead {

/// The last line tells a reader that it has all of them.
void write_jsonl(const Report& report, fmt::memory_buffer& out) {
  const JsonReport parts(report);
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    JsonWriter line(out);
    parts.finding(line, i);
    out.push_back('\n');
  }
  JsonWriter line(out);
  line.object([&] {
    line.field("version", "1");
    parts.summary(line);
    parts.coverage(line);
    if (report.show_unknown) parts.not_checked(line);
  });
  out.push_back('\n');
}

}  // namespace fairlead
