#include "facts/connect/values.h"

#include <algorithm>

#include "base/files.h"

namespace fairlead {
namespace {

void add_leaves(Ref node, const std::string& path, std::vector<ValuesLeaf>& leaves) {
  for (const Entry& entry : node.entries()) {
    const std::string_view key = entry.key->text();
    const std::string child = path.empty() ? std::string(key) : path + "." + std::string(key);
    const Ref value(entry.value);
    if (!value) continue;
    if (value->is_scalar())
      leaves.push_back({child, key, entry.key, value.node()});
    else
      add_leaves(value, child, leaves);
  }
  std::size_t index = 0;
  for (const Node* item : node.items()) {
    const Ref value(item);
    const std::string child = path + "[" + std::to_string(index++) + "]";
    if (!value) continue;
    if (!value->is_scalar())
      add_leaves(value, child, leaves);
    else
      leaves.push_back({child, {}, nullptr, value.node()});
  }
}

}  // namespace

ChartValues chart_values_of(const Node* values, std::span<const File* const> files) {
  ChartValues chart;
  add_leaves(Ref(values), "", chart.leaves);
  for (const File* file : files) {
    const Ref root = first_root(*file);
    if (base_name(file->path) == "Chart.yaml") {
      chart.name = root["name"].text();
      for (const Node* each : root["dependencies"].items())
        chart.dependencies.emplace_back(Ref(each)["name"].text());
    } else if (file->format == FileFormat::env_file) {
      for (const Entry& entry : root.entries()) chart.dotenv_names.emplace_back(entry.key->text());
    }
  }
  return chart;
}

std::vector<ReleaseLeaves> release_leaves_of(std::span<const Release> releases,
                                             std::span<const ProductInstance> products,
                                             Arena& arena, SourceMap& sources) {
  std::vector<ReleaseLeaves> all;
  for (const Release& release : releases) {
    const bool known = std::ranges::any_of(
        products, [&](const ProductInstance& each) { return each.source == &release; });
    if (!release.resource || known) continue;
    std::vector<ValuesLayer> layers;
    for (const ReleaseValues& each : release.values) {
      if (each.key.empty() && !each.own && !each.file && each.root && each.root->is_mapping())
        layers.push_back({each.root, false});
    }
    if (layers.empty()) continue;
    ReleaseLeaves& made = all.emplace_back();
    made.release = &release;
    add_leaves(Ref(merged_values(layers, sources, arena)), "", made.leaves);
  }
  return all;
}

}  // namespace fairlead
