#pragma once
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "deploy/types/file_set.h"

namespace fairlead {

/// A chart of the repository, and the files that may be given to it with `-f`, each alone.
struct ChartSite {
  const File* chart = nullptr;      ///< its Chart.yaml
  const File* own = nullptr;        ///< its values.yaml, or null
  std::vector<const File*> values;  ///< those beside it, then those of ci/ that chart-testing takes
};

/// The charts among files that are in path order.
std::vector<ChartSite> chart_sites(std::span<const File* const> files);

/// Whether a file is one that the tool chart-testing installs a chart with, once for each.
bool is_of_chart_testing(std::string_view path);

/// How many values sets of a chart are rendered besides its own values.
inline constexpr std::size_t most_values_sets = 20;

/// How many of the keys at the top of a values file are a chart's: in its own values, read by one
/// of its templates, or a dependency's name.
struct KnownKeys {
  std::size_t known = 0, all = 0;
  /// Any may be: a template takes all values, a dependency is not in view, or it is a file of ci/,
  /// which is this chart's.
  bool open = false;

  /// Whether the file is meant for the chart. Of 75 files beside charts 20 were meant for others.
  bool fit() const { return open || 2 * known >= all; }
};
KnownKeys known_keys(const ChartSite& site, const File& values, const FileSet& files,
                     const SourceMap& sources);

}  // namespace fairlead
