#include "cli/units/unit_rows.h"
#include "report/inert.h"
#include "report/machine/json_writer.h"

namespace fairlead {
namespace {

void add_names(std::string_view name, const std::vector<std::string>& names, JsonWriter& json) {
  json.array(name, [&] {
    for (const std::string& each : names) json.string(well_formed(each));
  });
}

void add_row(const UnitRow& row, JsonWriter& json) {
  json.field("unit", well_formed(row.name));
  json.field("kind", row.kind);
  if (!row.release.empty()) json.field("release", well_formed(row.release));
  if (!row.release_namespace.empty()) json.field("namespace", well_formed(row.release_namespace));
  json.object("objects", [&] {
    for (const auto& [kind, number] : row.objects) json.field(well_formed(kind), number);
  });
  add_names("namespaces", row.namespaces, json);
  add_names("deployedBy", row.deployed_by, json);
  json.field("resolvesAgainst", row.resolves_against.size());
  add_names("neverBeside", row.alternatives, json);
  json.array("notRendered", [&] {
    for (const NotRendered& each : row.not_rendered) {
      json.object([&] {
        json.field("path", well_formed(each.path));
        if (each.line > 0) json.field("line", std::size_t{each.line});
        json.field("what", well_formed(each.what));
        json.field("reason", well_formed(each.reason));
      });
    }
  });
}

}  // namespace

void write_units_json(const std::vector<UnitRow>& rows, fmt::memory_buffer& out) {
  JsonWriter json(out);
  json.object([&] {
    json.field("version", "1");
    json.array("units", [&] {
      for (const UnitRow& row : rows) json.object([&] { add_row(row, json); });
    });
  });
  out.push_back('\n');
}

}  // namespace fairlead
