#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/helm/chart/chart_path.h"
#include "deploy/types/resource.h"
#include "source/source_map.h"

namespace fairlead {

/// The charts of the directories that a person names with `--chart-path`, as units that an object
/// may deploy by a chart's name and version.
class FetchedCharts {
 public:
  /// Looks the directories through. What an earlier look has made lives on.
  void read(const Files& files, const std::vector<std::string>& directories, SourceMap& sources);

  const helm::ChartPath& path() const { return path_; }
  /// The newest chart of that name in the range of versions, with its own values alone; a unit
  /// without files where there is none.
  Unit unit(std::string_view name, std::string_view range) const;

 private:
  void add(const Files& files, std::string_view name, const helm::ChartPath::Candidate& chart,
           SourceMap& sources);

  helm::ChartPath path_;
  std::map<std::string, std::unique_ptr<File>, std::less<>> by_text_;  // what is known of each
  std::map<std::string, const File*, std::less<>> by_path_;
};

/// Whether a unit's chart is none of the repository's: an object names it. Unit::altered says
/// which, and where; its substitution is open where the object may be given more values than these.
bool is_fetched(const Unit& unit);

}  // namespace fairlead
