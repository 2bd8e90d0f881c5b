#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/types/resource.h"
#include "facts/cluster/product.h"

namespace fairlead {

/// A leaf of a values file: its key path and value.
struct ValuesLeaf {
  std::string path;      ///< "env.DATABASE_URL"
  std::string_view key;  ///< the last key
  const Node* key_node = nullptr;
  const Node* value = nullptr;
};

/// Values that a chart is given which is not rendered.
struct GivenValues {
  std::span<const ValuesLeaf> leaves;
  std::string_view namespace_name;  ///< of the release; "" where it is not known
};

/// What objects of Argo CD, Flux and k3s give to the charts that they install.
struct ReleaseLeaves {
  const Release* release = nullptr;
  std::vector<ValuesLeaf> leaves;
};

/// What the files of a chart say that is not rendered.
struct ChartValues {
  std::string name;                       ///< "" where there is no Chart.yaml
  std::vector<std::string> dependencies;  ///< their names
  std::vector<ValuesLeaf> leaves;
  std::vector<std::string> dotenv_names;  ///< the names of a .env.example beside the chart
};

/// Reads a chart's values (their layers made into one tree), and its Chart.yaml and .env examples
/// among `files`; all must outlive it.
ChartValues chart_values_of(const Node* values, std::span<const File* const> files);

/// The values that objects give, their layers made into one tree; those of charts that `products`
/// knows are left out. What is made goes to `arena` and `sources`.
std::vector<ReleaseLeaves> release_leaves_of(std::span<const Release> releases,
                                             std::span<const ProductInstance> products,
                                             Arena& arena, SourceMap& sources);

}  // namespace fairlead
