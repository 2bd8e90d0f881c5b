#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/types/resource.h"

namespace fairlead {

/// A leaf of a values file: its key path and value.
struct ValuesLeaf {
  std::string path;      ///< "env.DATABASE_URL"
  std::string_view key;  ///< the last key
  const Node* key_node = nullptr;
  const Node* value = nullptr;
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

}  // namespace fairlead
