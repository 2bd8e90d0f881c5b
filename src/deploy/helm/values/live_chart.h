#pragma once
#include <deque>
#include <string>
#include <vector>

#include "deploy/helm/chart/chart.h"
#include "deploy/helm/chart/outcome.h"
#include "deploy/helm/values/table.h"

namespace fairlead::helm {

/// What Helm says on the way and goes on.
struct Warning {
  std::string message;
  Span at;
};

/// A dependency while a release is made: an alias becomes its name.
struct LiveDependency {
  const Dependency* entry = nullptr;
  std::string name;
  bool enabled = true;
  /// The values of its condition or its tags that switched it on or off.
  std::vector<Span> decided = {};
  bool imported = false;  ///< its import-values were taken; Helm forgets their form then
};

/// A chart's metadata while a release is made. Copies of a chart may share it, as they do in Helm.
struct LiveMetadata {
  std::string name;  ///< of an aliased chart the alias
  std::vector<LiveDependency*> dependencies;
  bool lists_dependencies = false;
};

/// One chart of a release, as it is deployed: dependencies that are switched off are gone, and one
/// with two aliases is there twice.
struct LiveChart {
  const Chart* chart = nullptr;
  LiveMetadata* metadata = nullptr;
  Table* values = nullptr;  ///< its own, with what it imports; null where it has none
  std::vector<LiveChart*> dependencies;
  LiveChart* parent = nullptr;

  const std::string& name() const { return metadata->name; }
  /// As templates are called: "app/charts/cache".
  std::string full_path() const;
};

/// What makes a release out of charts and values; owns all that lives while it is made, and the
/// charts as long as they are looked at.
class Making {
 public:
  Making(Arena& arena, SourceMap& sources, Version whose)
      : tables(arena, sources), version(whose) {}

  LiveChart* live(const Chart& chart, LiveChart* parent);
  /// A chart as a dependency takes it: a copy, called as the alias says.
  LiveChart* aliased(const LiveChart& chart, const Dependency& entry);
  void adopt(LiveChart& parent, std::vector<LiveChart*> dependencies);
  /// Nobody reads more than a thousand.
  bool hears() const { return warnings.size() < 1000; }
  void warn(std::string message, Span at = {}) {
    if (hears()) warnings.push_back({std::move(message), at});
  }

  Tables tables;
  const Version version;
  std::vector<Warning> warnings;
  std::vector<LiveDependency> off;  ///< dependencies that their conditions and tags switched off

 private:
  LiveMetadata* copy(const LiveMetadata& metadata);
  LiveChart& add(LiveChart chart);

  std::deque<LiveChart> charts_;
  std::deque<LiveMetadata> metadata_;
  std::deque<LiveDependency> dependencies_;
};

/// Puts the documents of a values file into a table; a later one wins.
Table* merged_documents(std::span<const Node* const> documents, Tables& tables);
/// Puts `over` on `under`: mappings key by key, everything else as a whole, and a null is a value
/// (Helm's MergeMaps). `over` may not be used any more.
void merge_maps(Table& under, Table& over, Tables& tables);

}  // namespace fairlead::helm
