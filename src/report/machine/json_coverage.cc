#include "report/coverage.h"
#include "report/inert.h"
#include "report/machine/json_report.h"

namespace fairlead {

void write_coverage(JsonWriter& json, const Report& report) {
  const Summary& summary = report.summary;
  json.object("coverage", [&] {
    json.field("checkedNothing", checked_nothing(report));
    json.object("connections", [&] {
      for (const FarEnd end : {FarEnd::found, FarEnd::missing, FarEnd::unknown, FarEnd::outside})
        json.field(far_end_name(end), count_connections(summary, end));
    });
    json.object("references", [&] {
      json.field("found", summary.references.found);
      json.field("missing", summary.references.missing);
      json.field("unknown", unknown_references(summary));
    });
    json.array("notChecked", [&] {
      for (const NotCheckedGroup& group : groups_of(summary)) {
        json.object([&] {
          json.field("kind", gap_name(group.kind));
          json.field("reason", well_formed(group.reason));
          json.field("count", group.count);
        });
      }
    });
  });
}

}  // namespace fairlead
