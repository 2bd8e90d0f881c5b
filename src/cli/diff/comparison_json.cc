#include "cli/diff/comparison_report.h"
#include "report/inert.h"
#include "report/machine/json_writer.h"

namespace fairlead {
namespace {

void add_place(const WrittenPlace& at, JsonWriter& json) {
  if (at.path.empty()) return;
  json.object("place", [&] {
    json.field("path", well_formed(at.path));
    if (at.line > 0) json.field("line", std::size_t{at.line});
    json.field("past", at.past);
  });
}

void add_lines(std::string_view name, const std::vector<ShownLine>& lines, JsonWriter& json) {
  json.array(name, [&] {
    for (const ShownLine& line : lines) {
      json.object([&] {
        json.field("text", well_formed(line.text));
        add_place(line.at, json);
      });
    }
  });
}

void add_change(const ObjectChange& change, JsonWriter& json) {
  json.field("change", change_name(change.kind));
  json.field("apiVersion", well_formed(change.api_version));
  json.field("kind", well_formed(change.object_kind));
  json.field("name", well_formed(change.name));
  json.array("units", [&] {
    for (const DeployedIn& in : change.units) {
      json.object([&] {
        json.field("unit", well_formed(in.unit));
        if (!in.namespace_name.empty()) json.field("namespace", well_formed(in.namespace_name));
      });
    }
  });
  add_place(change.at, json);
  if (change.kind != ChangeKind::changed) return;
  json.array("values", [&] {
    for (const ValueChange& value : change.values) {
      json.object([&] {
        json.field("path", well_formed(value.path));
        add_lines("before", value.before, json);
        add_lines("after", value.after, json);
      });
    }
  });
}

}  // namespace

void write_comparison_json(const Comparison& made, const ComparedWith& with,
                           fmt::memory_buffer& out) {
  JsonWriter json(out);
  json.object([&] {
    json.field("version", "1");
    json.field("reference", well_formed(with.reference));
    json.field("commit", with.commit);
    json.array("objects", [&] {
      for (const ObjectChange& change : made.objects)
        json.object([&] { add_change(change, json); });
    });
    json.object("compared", [&] {
      json.field("units", made.units);
      json.field("objects", made.resources);
    });
    json.array("unseen", [&] {
      for (const std::string& path : made.unseen) json.string(well_formed(path));
    });
    json.array("notCompared", [&] {
      for (const NotCompared& each : made.not_compared) {
        json.object([&] {
          add_place(each.at, json);
          json.field("what", well_formed(each.what));
          json.field("reason", well_formed(each.reason));
          json.field("changed", each.is_changed);
        });
      }
    });
  });
  out.push_back('\n');
}

}  // namespace fairlead
