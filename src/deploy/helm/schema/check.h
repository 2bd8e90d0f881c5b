#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "deploy/helm/chart/load.h"
#include "deploy/helm/schema/compile.h"
#include "deploy/helm/schema/fault.h"
#include "deploy/helm/values/chart_release.h"

namespace fairlead::helm {

/// What of values does not fit a text that is a schema. A failure of Stage::schema where the schema
/// is none, in Helm's words; of Stage::declined where it is not read here.
Outcome<std::vector<SchemaFault>> schema_faults(Ref values, Span schema, SourceMap& sources,
                                                Arena& arena, DraftSchemas& drafts);

/// What values.schema.json of a release's charts say of its values.
struct SchemaVerdict {
  /// A chart whose values do not fit, or whose schema is none.
  struct Refusal {
    const LiveChart* chart = nullptr;
    std::vector<SchemaFault> faults;  ///< none where the schema itself is wrong
    Failure failure;                  ///< of this chart alone, in Helm's words
  };
  std::vector<Refusal> refusals;
  std::vector<Failure> unchecked;  ///< schemas that were not looked at, with the reason

  /// Why Helm refuses the release, in its words for all charts.
  std::optional<Failure> refusal() const;
  /// The same, else the first that was not checked, which is of Stage::declined.
  std::optional<Failure> failure() const;
};

/// Checks the values of the root chart, and then in each subchart's section those of the subchart,
/// as Helm does once they are put together (`release.values`).
SchemaVerdict schema_verdict(const ChartRelease& release, ChartLoader& loader, SourceMap& sources,
                             Arena& arena, DraftSchemas& drafts);

}  // namespace fairlead::helm
