#pragma once
#include <map>
#include <string>
#include <vector>

#include "deploy/helm/chart/load.h"

namespace fairlead::helm {

/// Makes a chart of its files, and charts of those in charts/. Used by ChartLoader alone.
class ChartAssembler {
 public:
  explicit ChartAssembler(ChartLoader& loader) : loader_(loader) {}

  struct Place {
    std::string path;  ///< the directory, or the archive
    bool packed = false;
    int depth = 0;  ///< how many charts it lies in
  };
  Outcome<Chart> chart(std::vector<ChartFile> files, const Place& place);

 private:
  using Groups = std::map<std::string, std::vector<ChartFile>>;

  std::optional<Failure> read_chart_yaml(ChartFile& file, Chart& made);
  std::optional<Failure> sort_in(ChartFile& file, Chart& made, Groups& groups);
  std::optional<Failure> read_requirements(ChartFile& file, Chart& made);
  std::optional<Failure> read_lock(ChartFile& file);
  std::optional<Failure> read_values(ChartFile& file, Chart& made);
  Outcome<Chart> subchart(const std::string& name, std::vector<ChartFile> files,
                          const Chart& parent, const Place& place);
  std::optional<Failure> add_subcharts(Groups groups, Chart& made, const Place& place);
  std::optional<Failure> add_missing(Chart& made, const Place& place);

  ChartLoader& loader_;
  bool has_metadata_ = false;
};

}  // namespace fairlead::helm
