#pragma once
#include <string>
#include <vector>

#include "deploy/helm/chart/metadata.h"
#include "source/span.h"
#include "tree/node.h"

namespace fairlead::helm {

/// A file of a chart. `text` is no place until somebody reads it (ChartLoader::text).
struct ChartFile {
  std::string name;  ///< below the chart: "templates/deployment.yaml"
  std::string path;  ///< where its bytes lie: of a packed chart "charts/x-1.0.0.tgz!Chart.yaml"
  Span text;         ///< its bytes, without a byte order mark
};

/// A chart as it lies in a directory or an archive, before any values are given to it. Immutable
/// once loaded; its nodes and texts live in the loader's arena and sources.
struct Chart {
  Metadata metadata;
  std::string path;                           ///< its directory, or the archive
  bool foreign = false;                       ///< packed, or another's chart that was copied here
  std::vector<const Node*> values;            ///< the documents of values.yaml that say something
  ChartFile chart_yaml, values_yaml, schema;  ///< without a name where there is none
  std::vector<ChartFile> templates, files;    ///< in the order of their paths
  std::vector<Chart> subcharts;               ///< by the names of their folders in charts/
};

}  // namespace fairlead::helm
