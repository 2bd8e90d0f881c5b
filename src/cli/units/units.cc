#include "cli/units/units.h"

#include <cstdio>

#include "cli/files/input.h"
#include "cli/provenance/look.h"
#include "cli/provenance/masked.h"
#include "cli/units/unit_rows.h"

namespace fairlead {

int list_units(const UnitsOptions& options) {
  std::vector<UnitRow> rows;
  std::string prefix;
  const Look look{[&](const Deployed& deployed) {
    rows = unit_rows(deployed, prefix);
    const Masked masked(deployed);
    for (UnitRow& row : rows) {
      for (NotRendered& each : row.not_rendered) {
        each.what = masked.words(each.what);
        each.reason = masked.words(each.reason);
      }
    }
  }};
  if (const auto done = look_at(options.path, look, prefix); !done) return fail(done.error());
  fmt::memory_buffer out;
  (options.json ? write_units_json : write_units_text)(rows, out);
  std::fwrite(out.data(), 1, out.size(), stdout);
  return 0;
}

}  // namespace fairlead
