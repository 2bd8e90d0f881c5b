#include "deploy/helm/values/live_chart.h"

#include <fmt/format.h>

namespace fairlead::helm {

std::string LiveChart::full_path() const {
  return parent ? fmt::format("{}/charts/{}", parent->full_path(), name()) : name();
}

/// Aliases of charts with aliases may be any number.
LiveChart& Making::add(LiveChart chart) {
  constexpr std::size_t most = 5000;
  if (charts_.size() >= most) tables.exhaust();
  return charts_.emplace_back(std::move(chart));
}

LiveChart* Making::live(const Chart& chart, LiveChart* parent) {
  LiveChart& made = add({});
  LiveMetadata& metadata = metadata_.emplace_back();
  metadata.name = chart.metadata.name;
  metadata.lists_dependencies = chart.metadata.lists_dependencies;
  for (const Dependency& entry : chart.metadata.dependencies)
    metadata.dependencies.push_back(
        &dependencies_.emplace_back(LiveDependency{&entry, entry.name}));
  made.chart = &chart;
  made.metadata = &metadata;
  made.parent = parent;
  if (!chart.values.empty()) made.values = merged_documents(chart.values, tables);
  for (const Chart& sub : chart.subcharts) made.dependencies.push_back(live(sub, &made));
  return &made;
}

LiveMetadata* Making::copy(const LiveMetadata& metadata) {
  LiveMetadata& made = metadata_.emplace_back(metadata);
  if (version == Version::v3) return &made;  // shares what it depends on
  for (LiveDependency*& dependency : made.dependencies)
    dependency = &dependencies_.emplace_back(*dependency);
  return &made;
}

LiveChart* Making::aliased(const LiveChart& chart, const Dependency& entry) {
  LiveChart& made = add(chart);
  made.metadata = copy(*chart.metadata);
  if (version == Version::v4) {
    std::vector<LiveChart*> below;
    for (const LiveChart* sub : chart.dependencies) below.push_back(&add(*sub));
    adopt(made, std::move(below));
  }
  if (!entry.alias.empty()) made.metadata->name = entry.alias;
  return &made;
}

void Making::adopt(LiveChart& parent, std::vector<LiveChart*> dependencies) {
  for (LiveChart* chart : dependencies) chart->parent = &parent;
  parent.dependencies = std::move(dependencies);
}

Table* merged_documents(std::span<const Node* const> documents, Tables& tables) {
  Table* made = tables.table();
  for (const Node* document : documents) merge_maps(*made, *tables.opened(Ref(document)), tables);
  return made;
}

void merge_maps(Table& under, Table& over, Tables& tables) {
  for (auto& [key, slot] : over.slots) {
    Slot* below = under.find(key);
    if (!below || !below->is_table() || !slot.is_table()) {
      tables.put(under, key, slot);
      continue;
    }
    const Slot before = *below;
    merge_maps(*tables.open(*below), *tables.open(slot), tables);
    below->key = slot.key ? slot.key : before.key;
    for (const Lost* lost = slot.lost; lost; lost = lost->next)
      tables.lose(*below, Slot{nullptr, nullptr, nullptr, nullptr, lost});
  }
}

}  // namespace fairlead::helm
