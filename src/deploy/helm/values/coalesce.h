#pragma once
#include <string>
#include <string_view>

#include "deploy/helm/values/live_chart.h"

namespace fairlead::helm {

/// What nulls do: `drop` deletes what they stand over (Helm's coalescing), `keep` leaves them
/// (Helm's merging, where values will be coalesced again).
enum class Nulls : std::uint8_t { drop, keep };

/// The values of a chart and its subcharts under those that are given: the given ones win, those of
/// a parent win over a subchart's, and globals go down. `given` stays as it is.
Outcome<Table*> coalesced(Making& making, const LiveChart& chart, const Table& given, Nulls nulls);

/// Where a table lies, for the words of a warning: "app.cache.auth".
struct TablePath {
  const TablePath* above = nullptr;
  std::string_view key;
  int depth = above ? above->depth + 1 : 0;
  std::string text() const;
};

/// Whether a table lives on after it was put under another: then both share what they hold.
enum class Under : std::uint8_t { taken, shared };

/// Fills `over` with what `under` has and it has not; mappings key by key.
void fill_in(Making& making, Table& over, Table& under, Nulls nulls, Under how,
             const TablePath& path = {});

/// A value as one node.
const Node* node_of(Tables& tables, const Slot& slot);

}  // namespace fairlead::helm
